import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../../kernel/domain-error';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { type DivisionImportRow, ImportDivisions } from '../../../../place/divisions';
import { divisionFields } from '../../domain/division-fields';
import type { ImportRow, RowFinding } from '../../domain/import-row';
import { cellOf, type ImportBatch, ImportKind, type ImportPlace, type RowResult, resultOf } from '../import-kind';

const MAX_ROWS = 20_000;
/** Before the codes of the tree's own rules, which other spreadsheets use for other things. */
export const DIVISION_ROW = 'DIVISION_ROW_';

/** Trees of divisions. Rows lean on each other, so that the whole list is one transaction. */
@Injectable()
export class DivisionImport extends ImportKind {
  override readonly kind = 'DIVISIONS';
  override readonly title = '区划';
  override readonly permission = 'division.manage';
  override readonly fields = divisionFields;
  override readonly chunkRows = MAX_ROWS;

  constructor(private readonly imports: ImportDivisions) {
    super();
  }

  override async check(actor: Actor, _: ImportPlace, rows: readonly ImportRow[]): Promise<readonly RowFinding[]> {
    const plan = await this.imports.planRows(actor, rows.map(divisionRowOf));
    const changed = new Set([...plan.toCreate, ...plan.toUpdate].map(({ rowNumber }) => rowNumber));
    const errors = new Map(plan.errors.map((error) => [error.rowNumber, error]));
    return rows.map(({ rowNumber }) => {
      const error = errors.get(rowNumber);
      const column = divisionFields.find(({ header }) => header === error?.column)?.key ?? 'code';
      return {
        rowNumber,
        problems: error ? [{ column, problem: DIVISION_ROW + error.problem }] : [],
        knownId: null,
        isKnown: !error && !changed.has(rowNumber),
        duplicates: [],
      };
    });
  }

  override async apply(batch: ImportBatch): Promise<readonly RowResult[]> {
    const { rows } = batch;
    const first = rows[0];
    if (!first) return [];
    const asRead = rows.map(({ rowNumber, cells }) => divisionRowOf({ rowNumber, cells, mangled: [] }));
    try {
      const applied = await this.imports.executeRows(batch.contextOf(first.rowNumber), asRead);
      const created = new Set(applied.createdRows);
      const updated = new Set(applied.updatedRows);
      return rows.map((row) => {
        if (created.has(row.rowNumber)) return resultOf(row, 'CREATED');
        return resultOf(row, updated.has(row.rowNumber) ? 'UPDATED' : 'UNCHANGED');
      });
    } catch (error) {
      // The tree has changed since the check: none of the rows was applied.
      if (!(error instanceof DomainError)) throw error;
      return rows.map((row) => ({ ...resultOf(row, 'FAILED'), problem: error.code }));
    }
  }
}

function divisionRowOf(row: ImportRow): DivisionImportRow {
  return {
    rowNumber: row.rowNumber,
    kind: cellOf(row, 'kind'),
    code: cellOf(row, 'code'),
    name: cellOf(row, 'name'),
    parentCode: cellOf(row, 'parentCode'),
    compoundName: cellOf(row, 'compoundName'),
    sortOrder: cellOf(row, 'sortOrder'),
    isMangled: row.mangled.length > 0,
  };
}
