import { Injectable } from '@nestjs/common';
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
