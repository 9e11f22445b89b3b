import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../platform/delivery/http/paging';
import type { DuplicateKind, RowOutcome } from '../domain/import-row';
import { importColumns, importTables, type PeopleImport } from './people-import.repository';

/** Which imports of a list are meant. */
export interface ImportFilter extends PageQuery {
  /** Only those that registered people who wait for a review. */
  readonly isWaiting?: boolean;
}

export interface ErrorCount {
  readonly columnKey: string;
  readonly count: number;
}

export interface ErrorLine {
  readonly rowNumber: number;
  readonly column: string;
  readonly problem: string;
}

/** Two who may be one person. Ids are null where a row was not registered (yet). */
export interface DuplicateLine {
  readonly rowNumber: number;
  readonly ordinal: number;
  readonly kind: DuplicateKind;
  readonly volunteerId: string | null;
  readonly otherRowNumber: number | null;
  readonly otherVolunteerId: string | null;
}

export interface ResultLine {
  readonly rowNumber: number;
  readonly outcome: RowOutcome;
  readonly problem: string | null;
  readonly volunteerNo: string | null;
}

/** `where` condition: somebody whom the import registered waits for a review. Begins at those who wait, who are few. */
export const registersWaiting = `i.id in (select r.import_id from volunteer v
  join people_import_result r on r.subject_id = v.id and r.outcome = 'CREATED'
  where v.status = 'PENDING' and r.subject_id is not null)`;

/** Answers what an import found and did. */
@Injectable()
export class PeopleImportQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Imports below the paths, newest first. */
  async page(scopes: readonly string[], query: ImportFilter): Promise<Page<PeopleImport>> {
    const limit = limitOf(query);
    const rows = await this.unitOfWork.read<PeopleImport>(
      `select ${importColumns} from ${importTables}
       where exists (select 1 from unnest($1::text[]) s (path) where starts_with(d.path, s.path))
         and ($2::text is null or i.id < $2::uuid) ${query.isWaiting === true ? `and ${registersWaiting}` : ''}
       order by i.id desc limit $3`,
      [scopes, decodeCursor(query, 1)?.[0] ?? null, limit + 1],
    );
    return pageOf(
      rows,
      limit,
      ({ id }) => [id],
      (row) => row,
    );
  }

  /** How many whom each import registered wait for a review; those of which nobody waits are left out. */
  async waiting(ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await this.unitOfWork.read<{ id: string; count: number }>(
      `select r.import_id as id, count(*)::int as count
       from people_import_result r join volunteer v on v.id = r.subject_id
       where r.import_id = any($1::uuid[]) and r.outcome = 'CREATED' and v.status = 'PENDING' group by r.import_id`,
      [ids],
    );
    return new Map(rows.map(({ id, count }) => [id, count]));
  }

  /** How many cells of each column are wrong, most first. */
  async errorCounts(id: string): Promise<readonly ErrorCount[]> {
    return this.unitOfWork.read<ErrorCount>(
      `select column_key as "columnKey", count(*)::int as count from people_import_error
       where import_id = $1 group by column_key order by count desc, column_key`,
      [id],
    );
  }

  /** Errors in the order of the rows, of one column where it is named. */
  async errors(id: string, query: PageQuery & { readonly columnKey?: string }): Promise<Page<ErrorLine>> {
    const limit = limitOf(query);
    const after = decodeCursor(query, 2);
    const rows = await this.unitOfWork.read<ErrorLine>(
      `select row_number as "rowNumber", column_key as "column", problem from people_import_error
       where import_id = $1 and ($2::int is null or (row_number, column_key) > ($2, $3::text))
         and ($5::text is null or column_key = $5)
       order by row_number, column_key limit $4`,
      [id, after?.[0] ?? null, after?.[1] ?? null, limit + 1, query.columnKey ?? null],
    );
    return pageOf(
      rows,
      limit,
      ({ rowNumber, column }) => [rowNumber, column],
      (row) => row,
    );
  }

  /** All errors by row number. */
  async errorsByRow(id: string): Promise<ReadonlyMap<number, readonly ErrorLine[]>> {
    const rows = await this.unitOfWork.read<ErrorLine>(
      `select row_number as "rowNumber", column_key as "column", problem from people_import_error
       where import_id = $1 order by row_number, column_key`,
      [id],
    );
    const byRow = new Map<number, ErrorLine[]>();
    for (const row of rows) byRow.set(row.rowNumber, [...(byRow.get(row.rowNumber) ?? []), row]);
    return byRow;
  }

  /** Pairs that may be one person, with whoever their rows have become. */
  async duplicates(id: string, query: PageQuery): Promise<Page<DuplicateLine>> {
    const limit = limitOf(query);
    const after = decodeCursor(query, 2);
    const rows = await this.unitOfWork.read<DuplicateLine>(
      `select u.row_number as "rowNumber", u.ordinal, u.kind, mine.subject_id as "volunteerId",
         u.other_row_number as "otherRowNumber", coalesce(u.other_volunteer_id, other.subject_id) as "otherVolunteerId"
       from people_import_duplicate u
       left join people_import_result mine on mine.import_id = u.import_id and mine.row_number = u.row_number
       left join people_import_result other on other.import_id = u.import_id and other.row_number = u.other_row_number
       where u.import_id = $1 and ($2::int is null or (u.row_number, u.ordinal) > ($2, $3::int))
       order by u.row_number, u.ordinal limit $4`,
      [id, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    );
    return pageOf(
      rows,
      limit,
      ({ rowNumber, ordinal }) => [rowNumber, ordinal],
      (row) => row,
    );
  }

  async outcomeCounts(id: string): Promise<Readonly<Record<RowOutcome, number>>> {
    const rows = await this.unitOfWork.read<{ outcome: RowOutcome; count: number }>(
      'select outcome, count(*)::int as count from people_import_result where import_id = $1 group by outcome',
      [id],
    );
    const none = { CREATED: 0, UPDATED: 0, UNCHANGED: 0, SKIPPED: 0, FAILED: 0 };
    return { ...none, ...Object.fromEntries(rows.map(({ outcome, count }) => [outcome, count])) };
  }

  /** Whom an import registered, behind a row, in the order of the rows. */
  async registered(
    id: string,
    afterRow: number,
    limit: number,
  ): Promise<readonly { rowNumber: number; volunteerId: string }[]> {
    return this.unitOfWork.read(
      `select row_number as "rowNumber", subject_id as "volunteerId" from people_import_result
       where import_id = $1 and row_number > $2 and outcome = 'CREATED' and subject_id is not null
       order by row_number limit $3`,
      [id, afterRow, limit],
    );
  }

  /** What became of each row, for the report. */
  async results(id: string): Promise<readonly ResultLine[]> {
    return this.unitOfWork.read<ResultLine>(
      `select r.row_number as "rowNumber", r.outcome, r.problem, v.volunteer_no as "volunteerNo"
       from people_import_result r left join volunteer v on v.id = r.subject_id
       where r.import_id = $1 order by r.row_number`,
      [id],
    );
  }
}
