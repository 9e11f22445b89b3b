import { DomainError } from '../../../kernel/domain-error';
import type { LocalDay } from '../../../kernel/local-day';
import type { CommandContext } from '../../../platform/data/database/commands';
import type { Actor } from '../../../platform/foundation/actor/actor';
import type { Permission } from '../../../platform/foundation/actor/permissions';
import type { ListedTerm } from './appointments-kind';
import type { FormField, ImportRow, PeopleImportKind, RowFinding, RowOutcome } from '../domain/import-row';

/** The division an import is for: no row reaches outside of it. */
export interface ImportPlace {
  readonly divisionId: string;
  readonly path: string;
}

/** A checked row that waits for confirmation. */
export interface StagedRow {
  readonly rowNumber: number;
  readonly cells: Readonly<Record<string, string>>;
  readonly isKnown: boolean;
  readonly knownId: string | null;
  readonly isDuplicate: boolean;
}

export interface RowResult {
  readonly rowNumber: number;
  readonly outcome: RowOutcome;
  /** Code of the refusal of a FAILED row. */
  readonly problem: string | null;
  /** What was made. */
  readonly subjectId: string | null;
}

export interface ImportBatch {
  readonly place: ImportPlace;
  readonly rows: readonly StagedRow[];
  /** The decision of two about the list, where it needed one. */
  readonly decisionId: string | null;
  /** The command of a row: the same row has the same key in every try, so that it takes effect once. */
  contextOf(rowNumber: number): CommandContext;
}

/** One sort of spreadsheet: how it looks, what can be wrong with it, and what a row does. */
export abstract class ImportKind {
  abstract readonly kind: PeopleImportKind;
  abstract readonly title: string;
  /** Needed for the division, beside the route's own permission. */
  abstract readonly permission: Permission;
  abstract readonly fields: readonly FormField[];
  /** The columns with what a place has to choose from; default: the same everywhere. */
  fieldsAt?(place: ImportPlace): Promise<readonly FormField[]>;
  /** Rows that are applied by one job and staged in one cipher text. */
  abstract readonly chunkRows: number;

  /** Finds everything that is wrong; writes nothing. One finding per row, in their order. */
  abstract check(actor: Actor, place: ImportPlace, rows: readonly ImportRow[]): Promise<readonly RowFinding[]>;

  /** Terms of office that the rows would make, known ones left out; for the kinds that make any. */
  listedTerms?(place: ImportPlace, rows: readonly StagedRow[], today: LocalDay): Promise<readonly ListedTerm[]>;

  /** Carries the rows out, each in a transaction of its own unless the kind says otherwise. */
  abstract apply(batch: ImportBatch): Promise<readonly RowResult[]>;
}

/** Rows that are carried out at the same time. */
const LANES = 4;

/**
 * Carries out row after row through a use case. A refusal is the row's result; anything else stops the batch, so that
 * the job is tried again and finds the finished rows by their keys.
 *
 * @param harmless codes of refusals that say the row is here already.
 */
export async function applyEach(
  batch: ImportBatch,
  harmless: readonly string[],
  work: (row: StagedRow, context: CommandContext) => Promise<string>,
): Promise<readonly RowResult[]> {
  const results: RowResult[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let row = batch.rows[next++]; row; row = batch.rows[next++]) {
      results.push(
        row.isKnown
          ? { ...resultOf(row, 'UNCHANGED'), subjectId: row.knownId }
          : await applyOne(batch, row, harmless, work),
      );
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return results;
}

async function applyOne(
  batch: ImportBatch,
  row: StagedRow,
  harmless: readonly string[],
  work: (row: StagedRow, context: CommandContext) => Promise<string>,
): Promise<RowResult> {
  try {
    return { ...resultOf(row, 'CREATED'), subjectId: await work(row, batch.contextOf(row.rowNumber)) };
  } catch (error) {
    if (!(error instanceof DomainError) || error.kind === 'unavailable') throw error;
    if (harmless.includes(error.code)) return resultOf(row, 'UNCHANGED');
    return { ...resultOf(row, 'FAILED'), problem: error.code };
  }
}

/** A result without more to say about it. */
export function resultOf({ rowNumber }: StagedRow, outcome: RowOutcome): RowResult {
  return { rowNumber, outcome, problem: null, subjectId: null };
}

/** A cell's text, '' where the column is missing. */
export function cellOf(row: { readonly cells: Readonly<Record<string, string>> }, column: string): string {
  return row.cells[column] ?? '';
}
