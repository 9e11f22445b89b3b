import { Injectable } from '@nestjs/common';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import type { PeopleImportKind, RowFinding, RowOutcome } from '../domain/import-row';

export type PeopleImportStatus = 'CHECKED' | 'RUNNING' | 'DONE' | 'CANCELLED' | 'EXPIRED';

export interface PeopleImport {
  readonly id: string;
  readonly kind: PeopleImportKind;
  readonly divisionId: string;
  readonly divisionPath: string;
  readonly status: PeopleImportStatus;
  readonly rowCount: number;
  readonly errorRowCount: number;
  readonly knownCount: number;
  readonly duplicateCount: number;
  readonly doneCount: number;
  readonly skipDuplicates: boolean;
  readonly uploadedBy: string;
  readonly uploadedAt: Date;
  readonly confirmedBy: string | null;
  readonly confirmedAt: Date | null;
  readonly progressedAt: Date | null;
  readonly finishedAt: Date | null;
  /** The decision of two that let a list with terms of the past begin. */
  readonly decisionId: string | null;
}

export interface NewPeopleImport {
  readonly id: string;
  readonly kind: PeopleImportKind;
  readonly divisionId: string;
  readonly fileHash: string;
  readonly uploadedBy: string;
  readonly uploadedAt: Date;
  readonly findings: readonly RowFinding[];
}

export interface AppliedRow {
  readonly rowNumber: number;
  readonly outcome: RowOutcome;
  readonly problem: string | null;
  readonly subjectId: string | null;
}

export const importColumns = `i.id, i.kind, i.division_id as "divisionId", d.path as "divisionPath", i.status,
  i.row_count as "rowCount", i.error_row_count as "errorRowCount", i.known_count as "knownCount",
  i.duplicate_count as "duplicateCount", i.done_count as "doneCount", i.skip_duplicates as "skipDuplicates",
  i.uploaded_by as "uploadedBy", i.uploaded_at as "uploadedAt", i.confirmed_by as "confirmedBy",
  i.confirmed_at as "confirmedAt", i.progressed_at as "progressedAt", i.finished_at as "finishedAt",
  i.decision_id as "decisionId"`;
export const importTables = 'people_import i join division d on d.id = i.division_id';

/** Writes imports, what their check found and what became of each row. */
@Injectable()
export class PeopleImportRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async find(id: string): Promise<PeopleImport | null> {
    const sql = `select ${importColumns} from ${importTables} where i.id = $1`;
    const [found] = await this.unitOfWork.read<PeopleImport>(sql, [id]);
    return found ?? null;
  }

  /** The import, held until the end of the transaction, or null. */
  async hold(tx: Transaction, id: string): Promise<PeopleImport | null> {
    const sql = `select ${importColumns} from ${importTables} where i.id = $1 for update of i`;
    const [found] = await tx.query<PeopleImport>(sql, [id]);
    return found ?? null;
  }

  async insert(tx: Transaction, staged: NewPeopleImport): Promise<void> {
    const { findings } = staged;
    await tx.query(
      `insert into people_import (id, kind, division_id, file_hash, status, row_count, error_row_count, known_count,
         duplicate_count, uploaded_by, uploaded_at)
       values ($1, $2, $3, decode($4, 'hex'), 'CHECKED', $5, $6, $7, $8, $9, $10)`,
      [
        staged.id,
        staged.kind,
        staged.divisionId,
        staged.fileHash,
        findings.length,
        findings.filter(({ problems }) => problems.length > 0).length,
        findings.filter(({ isKnown }) => isKnown).length,
        findings.filter(({ duplicates }) => duplicates.length > 0).length,
        staged.uploadedBy,
        staged.uploadedAt,
      ],
    );
    await this.insertErrors(tx, staged);
    await this.insertDuplicates(tx, staged);
  }

  async start(
    tx: Transaction,
    id: string,
    start: {
      readonly by: string;
      readonly at: Date;
      readonly skipDuplicates: boolean;
      readonly decisionId: string | null;
    },
  ): Promise<void> {
    await tx.query(
      `update people_import set status = 'RUNNING', confirmed_by = $2, confirmed_at = $3, progressed_at = $3,
         skip_duplicates = $4, decision_id = $5 where id = $1`,
      [id, start.by, start.at, start.skipDuplicates, start.decisionId],
    );
  }

  /** Notes what became of rows. A row that was noted before counts once. */
  async addResults(tx: Transaction, id: string, results: readonly AppliedRow[], at: Date): Promise<void> {
    await tx.query(
      `with noted as (
         insert into people_import_result (import_id, row_number, outcome, problem, subject_id)
         select $1, u.row_number, u.outcome, u.problem, u.subject_id
         from unnest($2::int[], $3::text[], $4::text[], $5::uuid[]) u (row_number, outcome, problem, subject_id)
         on conflict do nothing returning 1)
       update people_import set done_count = done_count + (select count(*) from noted), progressed_at = $6 where id = $1`,
      [
        id,
        results.map(({ rowNumber }) => rowNumber),
        results.map(({ outcome }) => outcome),
        results.map(({ problem }) => problem),
        results.map(({ subjectId }) => subjectId),
        at,
      ],
    );
  }

  async finish(
    tx: Transaction,
    id: string,
    end: { readonly status: 'DONE' | 'CANCELLED' | 'EXPIRED'; readonly by: string; readonly at: Date },
  ): Promise<void> {
    await tx.query('update people_import set status = $2, finished_by = $3, finished_at = $4 where id = $1', [
      id,
      end.status,
      end.by,
      end.at,
    ]);
  }

  /** Imports that nobody confirmed since `before`. */
  async overdue(tx: Transaction, before: Date): Promise<readonly string[]> {
    const rows = await tx.query<{ id: string }>(
      `select id from people_import where status = 'CHECKED' and uploaded_at < $1 order by id`,
      [before],
    );
    return rows.map(({ id }) => id);
  }

  private async insertErrors(tx: Transaction, { id, findings }: NewPeopleImport): Promise<void> {
    const errors = findings.flatMap(({ rowNumber, problems }) =>
      problems.map(({ column, problem }) => ({ rowNumber, column, problem })),
    );
    if (errors.length === 0) return;
    await tx.query(
      `insert into people_import_error (import_id, row_number, column_key, problem)
       select $1, u.row_number, u.column_key, u.problem
       from unnest($2::int[], $3::text[], $4::text[]) u (row_number, column_key, problem) on conflict do nothing`,
      [
        id,
        errors.map(({ rowNumber }) => rowNumber),
        errors.map(({ column }) => column),
        errors.map(({ problem }) => problem),
      ],
    );
  }

  private async insertDuplicates(tx: Transaction, { id, findings }: NewPeopleImport): Promise<void> {
    const found = findings.flatMap(({ rowNumber, duplicates }) =>
      duplicates.map((duplicate, index) => ({ ...duplicate, rowNumber, ordinal: index + 1 })),
    );
    if (found.length === 0) return;
    await tx.query(
      `insert into people_import_duplicate (import_id, row_number, ordinal, kind, other_volunteer_id, other_row_number)
       select $1, u.* from unnest($2::int[], $3::int[], $4::text[], $5::uuid[], $6::int[]) u`,
      [
        id,
        found.map(({ rowNumber }) => rowNumber),
        found.map(({ ordinal }) => ordinal),
        found.map(({ kind }) => kind),
        found.map(({ otherVolunteerId }) => otherVolunteerId),
        found.map(({ otherRowNumber }) => otherRowNumber),
      ],
    );
  }
}
