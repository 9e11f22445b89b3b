import { Injectable } from '@nestjs/common';
import type { LocalDay } from '../../../kernel/local-day';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import type { TieFacts } from '../../../platform/security/decisions';
import type { OpeningGrade } from '../domain/opening-plan';

export interface OpeningRow {
  readonly id: string;
  readonly volunteerId: string;
  readonly volunteerNo: string;
  readonly rowNumber: number;
  readonly kind: 'SERVICE' | 'TRAINING';
  readonly minutes: number;
  readonly grade: OpeningGrade;
  readonly servedOn: LocalDay;
  /** The last day of the span; the same day where it is one. */
  readonly servedTo: LocalDay;
}

/** Somebody in an import, with everything that it would give. */
export interface OpeningPerson {
  readonly volunteerId: string;
  readonly volunteerNo: string;
  readonly rowCount: number;
  readonly minutes: number;
  readonly firstDay: LocalDay;
  readonly lastDay: LocalDay;
}

/** The lines of the import $1. */
const LINES = `select w.id, w.volunteer_id as "volunteerId", v.volunteer_no as "volunteerNo", w.row_number as "rowNumber", w.kind,
    w.minutes, w.grade, w.served_on::text as "servedOn", coalesce(w.served_to, w.served_on)::text as "servedTo"
  from opening_row w join volunteer v on v.id = w.volunteer_id where w.import_id = $1`;

/** Reads what stands in imports of old hours: lines, and the people they are about. */
@Injectable()
export class OpeningLines {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** What ties somebody to an import: everybody in it, and who submitted it. */
  async tiesOf(
    { id, submittedBy, submittedAt }: { readonly id: string; readonly submittedBy: string; readonly submittedAt: Date },
    tx?: Transaction,
  ): Promise<TieFacts> {
    const sql = 'select distinct volunteer_id as "volunteerId" from opening_row where import_id = $1';
    interface Row {
      readonly volunteerId: string;
    }
    const rows = await (tx ? tx.query<Row>(sql, [id]) : this.unitOfWork.read<Row>(sql, [id]));
    const concerned = rows.map(({ volunteerId }) => volunteerId);
    return { askedBy: submittedBy, hands: [], concerned, beganAt: submittedAt };
  }

  /** Rows behind `afterRow`, by row number. */
  async rows(importId: string, afterRow: number, limit: number, tx?: Transaction): Promise<readonly OpeningRow[]> {
    const sql = `${LINES} and w.row_number > $2::bigint order by w.row_number limit $3`;
    const parameters = [importId, afterRow, limit];
    return tx ? tx.query<OpeningRow>(sql, parameters) : this.unitOfWork.read<OpeningRow>(sql, parameters);
  }

  /** The rows that count when the publicity is over: those that nobody objects to or was right to object to. */
  async rowsToPost(tx: Transaction, importId: string): Promise<readonly OpeningRow[]> {
    return this.rowsWhere(tx, importId, 'not opening_row_is_held(w.volunteer_id, w.id)');
  }

  /** The rows that an entry stands for. */
  async postedRows(tx: Transaction, importId: string): Promise<readonly OpeningRow[]> {
    return this.rowsWhere(
      tx,
      importId,
      `exists (select 1 from ledger_entry e
        where e.volunteer_id = w.volunteer_id and e.cause_kind = 'OPENING' and e.cause_id = w.id)`,
    );
  }

  /** The people of an import, those with the most hours first. */
  async people(
    importId: string,
    after: readonly (string | number)[] | null,
    limit: number,
  ): Promise<readonly OpeningPerson[]> {
    return this.unitOfWork.read<OpeningPerson>(
      `select p.volunteer_id as "volunteerId", v.volunteer_no as "volunteerNo", p.rows as "rowCount", p.minutes,
         p.first_day::text as "firstDay", p.last_day::text as "lastDay"
       from (
         select w.volunteer_id, count(*)::int as rows, sum(w.minutes)::float8 as minutes, min(w.served_on) as first_day,
           max(coalesce(w.served_to, w.served_on)) as last_day
         from opening_row w where w.import_id = $1 group by w.volunteer_id
       ) p join volunteer v on v.id = p.volunteer_id
       where $2::float8 is null or p.minutes < $2 or p.minutes = $2 and p.volunteer_id > $3::uuid
       order by p.minutes desc, p.volunteer_id limit $4`,
      [importId, after?.[0] ?? null, after?.[1] ?? null, limit],
    );
  }

  /** Everybody in each of some imports. */
  async concernedIn(importIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const rows = await this.unitOfWork.read<{ importId: string; volunteerIds: readonly string[] }>(
      `select import_id as "importId", array_agg(distinct volunteer_id) as "volunteerIds"
       from opening_row where import_id = any ($1) group by 1`,
      [importIds],
    );
    return new Map(rows.map(({ importId, volunteerIds }) => [importId, volunteerIds]));
  }

  private async rowsWhere(tx: Transaction, importId: string, condition: string): Promise<readonly OpeningRow[]> {
    return tx.query<OpeningRow>(`${LINES} and ${condition} order by w.row_number`, [importId]);
  }
}
