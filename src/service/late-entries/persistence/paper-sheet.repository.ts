import { Injectable } from '@nestjs/common';
import { deputyIdsOf } from '../../../people/teams';
import { type Transaction, UnitOfWork, violatedConstraint } from '../../../platform/data/database/unit-of-work';
import type { SheetLine } from '../domain/compare-sheets';
import { lateEntryErrors } from '../errors';

/** What became of a line when the sheet was applied. */
export interface AppliedLine {
  readonly volunteerId: string;
  readonly outcome: 'APPLIED' | 'ALREADY_RECORDED';
}

export interface PaperSheet {
  readonly id: string;
  readonly shiftId: string;
  readonly photoId: string;
  readonly leaderSignature: string;
  readonly witnessSignature: string;
  readonly status: 'ENTERING' | 'DIFFERENT' | 'APPLIED';
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly appliedAt: Date | null;
  readonly outcome: readonly AppliedLine[] | null;
  readonly version: number;
}

export interface SheetEntry {
  readonly entryNo: number;
  readonly enteredBy: string;
  readonly enteredAt: Date;
  readonly lines: readonly SheetLine[];
}

/** A sheet that waits for a reading, with the shift by which it is told who may read it. */
export interface WaitingSheet {
  readonly id: string;
  readonly shiftId: string;
  readonly activityId: string;
  readonly teamId: string;
  readonly title: string;
  readonly startsAt: Date;
  readonly declaredAt: Date | null;
  readonly photoId: string;
  readonly status: 'ENTERING' | 'DIFFERENT';
  readonly createdAt: Date;
  /** Who has read it, the earliest reading first. */
  readonly readBy: readonly string[];
  readonly divisionPath: string;
  readonly leaderVolunteerId: string | null;
  readonly deputyVolunteerIds: readonly string[];
}

export interface WaitingSheetQuestion {
  /** Path prefixes of the divisions the reader takes attendance for. */
  readonly scopes: readonly string[];
  /** The reader, who may lead a team or stand in for its leader; null for staff without a volunteer. */
  readonly leaderId: string | null;
  readonly path: string;
  readonly teamId: string | null;
  readonly limit: number;
  /** (createdAt, id) of the last row before; null for the first page. */
  readonly after: readonly (string | number)[] | null;
}

const columns = `id, shift_id as "shiftId", photo_id as "photoId", leader_signature as "leaderSignature",
  witness_signature as "witnessSignature", status, created_by as "createdBy", created_at as "createdAt",
  applied_at as "appliedAt", outcome, version`;

/** Writes paper sheets and their readings; readings are facts. */
@Injectable()
export class PaperSheetRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @throws SHEET_PHOTO_USED */
  async insert(
    tx: Transaction,
    sheet: Omit<PaperSheet, 'status' | 'appliedAt' | 'outcome' | 'version'>,
  ): Promise<void> {
    try {
      await tx.query(
        `insert into paper_sheet (id, shift_id, photo_id, leader_signature, witness_signature, status, created_by,
           created_at)
         values ($1, $2, $3, $4, $5, 'ENTERING', $6, $7)`,
        [
          sheet.id,
          sheet.shiftId,
          sheet.photoId,
          sheet.leaderSignature,
          sheet.witnessSignature,
          sheet.createdBy,
          sheet.createdAt,
        ],
      );
    } catch (error) {
      if (violatedConstraint(error) === 'paper_sheet_photo_once') throw lateEntryErrors.refuse('SHEET_PHOTO_USED');
      throw error;
    }
  }

  /** The sheet, held until the end of the transaction: two readings at once are compared one after the other. */
  async hold(tx: Transaction, id: string): Promise<PaperSheet | null> {
    const [sheet] = await tx.query<PaperSheet>(`select ${columns} from paper_sheet where id = $1 for update`, [id]);
    return sheet ?? null;
  }

  async find(id: string, tx?: Transaction): Promise<PaperSheet | null> {
    const sql = `select ${columns} from paper_sheet where id = $1`;
    const [sheet] = tx ? await tx.query<PaperSheet>(sql, [id]) : await this.unitOfWork.read<PaperSheet>(sql, [id]);
    return sheet ?? null;
  }

  async ofShift(shiftId: string): Promise<readonly PaperSheet[]> {
    return this.unitOfWork.read<PaperSheet>(
      `select ${columns} from paper_sheet where shift_id = $1 order by created_at, id limit 200`,
      [shiftId],
    );
  }

  /** Sheets that are not applied, the oldest first; limit + 1 rows. */
  async waiting(question: WaitingSheetQuestion): Promise<readonly WaitingSheet[]> {
    const { scopes, leaderId, path, teamId, limit, after } = question;
    return this.unitOfWork.read<WaitingSheet>(
      `select p.id, p.shift_id as "shiftId", s.activity_id as "activityId", t.id as "teamId", a.title, s.starts_at as "startsAt",
         s.declared_at as "declaredAt", p.photo_id as "photoId", p.status, p.created_at as "createdAt",
         array(select e.entered_by from paper_sheet_entry e where e.sheet_id = p.id
           group by e.entered_by order by min(e.entry_no)) as "readBy",
         d.path as "divisionPath", t.leader_volunteer_id as "leaderVolunteerId", ${deputyIdsOf('t')} as "deputyVolunteerIds"
       from paper_sheet p join shift s on s.id = p.shift_id join activity a on a.id = s.activity_id
         join team t on t.id = a.team_id join division d on d.id = a.division_id
       where p.status <> 'APPLIED'
         and (t.leader_volunteer_id = $2 or $2::uuid = any (${deputyIdsOf('t')})
           or exists (select 1 from unnest($1::text[]) scope where starts_with(d.path, scope)))
         and starts_with(d.path, $3) and ($4::uuid is null or t.id = $4)
         and ($5::timestamptz is null or (p.created_at, p.id) > ($5::timestamptz, $6::uuid))
       order by p.created_at, p.id limit $7`,
      [scopes, leaderId, path, teamId, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    );
  }

  /** The latest reading of each person, the earliest of them first. */
  async readings(sheetId: string, tx?: Transaction): Promise<readonly SheetEntry[]> {
    const sql = `select entry_no as "entryNo", entered_by as "enteredBy", entered_at as "enteredAt", lines
      from paper_sheet_entry e where sheet_id = $1 and not exists (
        select 1 from paper_sheet_entry later
        where later.sheet_id = e.sheet_id and later.entered_by = e.entered_by and later.entry_no > e.entry_no)
      order by entry_no`;
    return tx ? tx.query<SheetEntry>(sql, [sheetId]) : this.unitOfWork.read<SheetEntry>(sql, [sheetId]);
  }

  /** The sheet is held by the caller, so numbers have no gaps. */
  async addEntry(tx: Transaction, sheetId: string, entry: Omit<SheetEntry, 'entryNo'>): Promise<void> {
    await tx.query(
      `insert into paper_sheet_entry (sheet_id, entry_no, entered_by, entered_at, lines)
       select $1, coalesce(max(entry_no), 0) + 1, $2, $3, $4::jsonb from paper_sheet_entry where sheet_id = $1`,
      [sheetId, entry.enteredBy, entry.enteredAt, JSON.stringify(entry.lines)],
    );
  }

  async setStatus(tx: Transaction, sheetId: string, status: 'ENTERING' | 'DIFFERENT'): Promise<void> {
    await tx.query('update paper_sheet set status = $2, version = version + 1 where id = $1', [sheetId, status]);
  }

  async apply(tx: Transaction, sheetId: string, outcome: readonly AppliedLine[], appliedAt: Date): Promise<void> {
    await tx.query(
      `update paper_sheet set status = 'APPLIED', applied_at = $3, outcome = $2::jsonb, version = version + 1
       where id = $1`,
      [sheetId, JSON.stringify(outcome), appliedAt],
    );
  }
}
