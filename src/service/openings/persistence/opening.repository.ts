import { Injectable } from '@nestjs/common';
import type { LocalDay } from '../../../kernel/local-day';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import type { KnownVolunteer, OverfullDays, PlannedOpening } from '../domain/opening-plan';
import type { OpeningRow } from './opening-lines';

export type OpeningStatus = 'SUBMITTED' | 'PUBLICITY' | 'POSTED' | 'REJECTED' | 'REVERSED';

/** The source of a street's old hours, and what became of it. */
export interface OpeningImport {
  readonly id: string;
  readonly divisionId: string;
  readonly divisionPath: string;
  readonly documentTitle: string;
  readonly documentKeeper: string;
  readonly periodFrom: LocalDay;
  readonly periodTo: LocalDay;
  readonly rowCount: number;
  readonly totalMinutes: number;
  readonly status: OpeningStatus;
  readonly submittedBy: string;
  readonly submittedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  /** null until it is approved; what was posted without publicity in former times has none. */
  readonly publicityUntil: Date | null;
  readonly postedAt: Date | null;
}

export interface NewOpening {
  readonly id: string;
  readonly divisionId: string;
  readonly documentTitle: string;
  readonly documentKeeper: string;
  readonly periodFrom: LocalDay;
  readonly periodTo: LocalDay;
  readonly fileHash: string;
  readonly submittedBy: string;
  readonly submittedAt: Date;
  readonly rows: readonly Omit<OpeningRow, 'volunteerNo'>[];
}

const importColumns = `i.id, i.division_id as "divisionId", d.path as "divisionPath", i.document_title as "documentTitle",
  i.document_keeper as "documentKeeper", i.period_from::text as "periodFrom", i.period_to::text as "periodTo",
  i.row_count as "rowCount", i.total_minutes::float8 as "totalMinutes", i.status, i.submitted_by as "submittedBy",
  i.submitted_at as "submittedAt", i.decided_by as "decidedBy", i.decided_at as "decidedAt", i.publicity_until as "publicityUntil", i.posted_at as "postedAt"`;

/** Keeps imports of old hours; what stands in them is read by `OpeningLines`. */
@Injectable()
export class OpeningRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Volunteers by number; `isInScope` says whether they live below the path. */
  async volunteersByNo(
    volunteerNos: readonly string[],
    divisionPath: string,
    tx?: Transaction,
  ): Promise<ReadonlyMap<string, KnownVolunteer>> {
    type Row = KnownVolunteer & { readonly volunteerNo: string };
    const sql = `select v.volunteer_no as "volunteerNo", v.id, v.name, v.status = 'ACTIVE' as "isActive",
        starts_with(d.path, $2) as "isInScope"
      from volunteer v join division d on d.id = v.division_id where v.volunteer_no = any ($1)`;
    const parameters = [volunteerNos, divisionPath];
    const rows = await (tx ? tx.query<Row>(sql, parameters) : this.unitOfWork.read<Row>(sql, parameters));
    return new Map(rows.map(({ volunteerNo, ...volunteer }) => [volunteerNo, volunteer]));
  }

  async insert(tx: Transaction, opening: NewOpening): Promise<void> {
    await tx.query(
      `insert into opening_import (id, division_id, document_title, document_keeper, period_from, period_to, file_hash,
         row_count, total_minutes, status, submitted_by, submitted_at)
       values ($1, $2, $3, $4, $5, $6, decode($7, 'hex'), $8, $9, 'SUBMITTED', $10, $11)`,
      [
        opening.id,
        opening.divisionId,
        opening.documentTitle,
        opening.documentKeeper,
        opening.periodFrom,
        opening.periodTo,
        opening.fileHash,
        opening.rows.length,
        opening.rows.reduce((sum, { minutes }) => sum + minutes, 0),
        opening.submittedBy,
        opening.submittedAt,
      ],
    );
    await tx.query(
      `insert into opening_row (volunteer_id, id, import_id, row_number, kind, minutes, grade, served_on,
         served_to)
       select u.v, u.id, $1, u.row_number, u.kind, u.minutes, u.grade, u.served_on, nullif(u.served_to, u.served_on)
       from unnest($2::uuid[], $3::uuid[], $4::int[], $5::text[], $6::int[], $7::text[], $8::date[], $9::date[])
         u (v, id, row_number, kind, minutes, grade, served_on, served_to)`,
      [
        opening.id,
        opening.rows.map(({ volunteerId }) => volunteerId),
        opening.rows.map(({ id }) => id),
        opening.rows.map(({ rowNumber }) => rowNumber),
        opening.rows.map(({ kind }) => kind),
        opening.rows.map(({ minutes }) => minutes),
        opening.rows.map(({ grade }) => grade),
        opening.rows.map(({ servedOn }) => servedOn),
        opening.rows.map(({ servedTo }) => servedTo),
      ],
    );
  }

  /** The import, held until the end of the transaction, or null. */
  async hold(tx: Transaction, id: string): Promise<OpeningImport | null> {
    const [found] = await tx.query<OpeningImport>(
      `select ${importColumns} from opening_import i join division d on d.id = i.division_id
       where i.id = $1 for update of i`,
      [id],
    );
    return found ?? null;
  }

  async find(id: string): Promise<OpeningImport | null> {
    const [found] = await this.unitOfWork.read<OpeningImport>(
      `select ${importColumns} from opening_import i join division d on d.id = i.division_id where i.id = $1`,
      [id],
    );
    return found ?? null;
  }

  /** The path of the division an import belongs to, or null where there is no such import. */
  async pathOf(id: string): Promise<string | null> {
    const [row] = await this.unitOfWork.read<{ path: string }>(
      'select d.path from opening_import i join division d on d.id = i.division_id where i.id = $1',
      [id],
    );
    return row?.path ?? null;
  }

  async isFileKnown(tx: Transaction, fileHash: string): Promise<boolean> {
    const rows = await tx.query(
      `select 1 from opening_import where file_hash = decode($1, 'hex') and status in ('SUBMITTED', 'PUBLICITY', 'POSTED')`,
      [fileHash],
    );
    return rows.length > 0;
  }

  async decide(
    tx: Transaction,
    id: string,
    decision: {
      status: 'PUBLICITY' | 'REJECTED';
      by: string;
      at: Date;
      reason: string | null;
      /** Given with PUBLICITY. */
      publicityUntil?: Date;
    },
  ): Promise<void> {
    await tx.query(
      `update opening_import set status = $2, decided_by = $3, decided_at = $4, decision_reason = $5,
         publicity_from = case when $2 = 'PUBLICITY' then $4::timestamptz end, publicity_until = $6
       where id = $1`,
      [id, decision.status, decision.by, decision.at, decision.reason, decision.publicityUntil ?? null],
    );
  }

  /** Ids of imports whose publicity is over, the oldest first. */
  async due(now: Date, limit: number): Promise<readonly string[]> {
    const rows = await this.unitOfWork.read<{ id: string }>(
      `select id from opening_import where status = 'PUBLICITY' and publicity_until <= $1
       order by publicity_until, id limit $2`,
      [now, limit],
    );
    return rows.map(({ id }) => id);
  }

  async markPosted(tx: Transaction, id: string, at: Date): Promise<void> {
    await tx.query(`update opening_import set status = 'POSTED', posted_at = $2 where id = $1`, [id, at]);
  }

  /** One who weighs old hours against those that count already waits for whoever is at it. */
  async holdAll(tx: Transaction): Promise<void> {
    await tx.query('select hold_old_hours()');
  }

  /** For each person whose days would hold too much, the first stretch; lines together with what is public or posted. */
  async overfull(
    lines: readonly Pick<PlannedOpening, 'volunteerId' | 'servedOn' | 'servedTo' | 'minutes'>[],
    dayMinutes: number,
    tx?: Transaction,
  ): Promise<readonly OverfullDays[]> {
    const sql = `select volunteer_id as "volunteerId", from_day::text as "from", to_day::text as "to"
      from overfull_days($1, $2, $3, $4, $5, null)`;
    const parameters = [
      lines.map(({ volunteerId }) => volunteerId),
      lines.map(({ servedOn }) => servedOn),
      lines.map(({ servedTo }) => servedTo),
      lines.map(({ minutes }) => minutes),
      dayMinutes,
    ];
    return tx ? tx.query<OverfullDays>(sql, parameters) : this.unitOfWork.read<OverfullDays>(sql, parameters);
  }

  async markReversed(tx: Transaction, id: string, reversal: { by: string; at: Date; reason: string }): Promise<void> {
    await tx.query(
      `update opening_import set status = 'REVERSED', reversed_by = $2, reversed_at = $3, reversal_reason = $4
       where id = $1`,
      [id, reversal.by, reversal.at, reversal.reason],
    );
  }

  /** Imports below the paths, newest first. */
  async list(scopes: readonly string[], beforeId: string | null, limit: number): Promise<readonly OpeningImport[]> {
    return this.unitOfWork.read<OpeningImport>(
      `select ${importColumns} from opening_import i join division d on d.id = i.division_id
       where exists (select 1 from unnest($1::text[]) s (path) where starts_with(d.path, s.path))
         and ($2::text is null or i.id::text collate "C" < $2)
       order by i.id desc limit $3`,
      [scopes, beforeId, limit],
    );
  }
}
