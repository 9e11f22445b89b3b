import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { SpreadsheetReader } from '../../../platform/delivery/documents/spreadsheet-reader';
import { requireScope } from '../../../platform/security/identity/access';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { type Actor, actorIdOf } from '../../../platform/foundation/actor/actor';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import { DivisionDirectory } from '../../../place/divisions';
import {
  corrected,
  type ImportRow,
  isExample,
  ORIGINAL_ROW,
  type PeopleImportKind,
  type RowFinding,
} from '../domain/import-row';
import { peopleImportErrors } from '../errors';
import { type PeopleImport, PeopleImportRepository } from '../persistence/people-import.repository';
import { type Chunk, StagedRows } from '../persistence/staged-rows';
import { actingFor } from './acting-for';
import { ImportAccess } from './import-access';
import type { ImportKind } from './import-kind';
import { ImportKinds } from './import-kinds';

export interface StageImportCommand {
  readonly kind: PeopleImportKind;
  readonly divisionId: string;
  readonly file: Buffer;
  /** The upload that this one corrects: it ends, and what was right in it is taken over. */
  readonly corrects?: string;
}

const MAX_ROWS = 20_000;

/** Checks a spreadsheet and stages its rows. Nothing of it takes effect before it is confirmed. */
@Injectable()
export class StageImport {
  constructor(
    private readonly commands: Commands,
    private readonly reader: SpreadsheetReader,
    private readonly divisions: DivisionDirectory,
    private readonly kinds: ImportKinds,
    private readonly imports: PeopleImportRepository,
    private readonly access: ImportAccess,
    private readonly staged: StagedRows,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /**
   * An error workbook holds the wrong rows alone: brought back with the upload it came from, its rows take the place of
   * those, a row of which nothing but the number stands goes, and the list is checked anew as a whole. Any other
   * spreadsheet takes the place of the upload.
   *
   * @throws DIVISION_UNKNOWN, DIVISION_CLOSED, PERMISSION_MISSING, SCOPE_FOREIGN, SPREADSHEET_*, PEOPLE_IMPORT_EMPTY,
   *   PEOPLE_IMPORT_UNKNOWN, PEOPLE_IMPORT_NOT_YOURS, PEOPLE_IMPORT_OVER, PEOPLE_IMPORT_OTHER_LIST,
   *   PEOPLE_IMPORT_ROW_UNKNOWN,
   *   PEOPLE_IMPORT_NOTHING_WRONG
   */
  async execute(context: CommandContext, command: StageImportCommand): Promise<{ readonly id: string }> {
    const kind = this.kinds.of(command.kind);
    const division = await this.divisions.activeById(command.divisionId);
    requireScope(context.actor, kind.permission, division.path);
    const before = command.corrects === undefined ? null : await this.before(context.actor, command, division.id);
    const rows = await this.read(kind, command.file, before);
    if (rows.length === 0) throw peopleImportErrors.refuse('PEOPLE_IMPORT_EMPTY', { field: 'file' });
    const id = this.ids.next();
    const uploadedBy = actorIdOf(context.actor);
    const place = { divisionId: division.id, path: division.path };
    const findings = await kind.check(actingFor(uploadedBy, id, place), place, rows);
    const fileHash = createHash('sha256').update(command.file).digest('hex');
    const request = { kind: command.kind, divisionId: division.id, fileHash, ...(before && { corrects: before.id }) };
    return this.commands.run(context, 'people-imports.stage', request, async (tx) => {
      const uploadedAt = this.clock.now();
      if (before) await this.end(tx, before, { by: uploadedBy, at: uploadedAt });
      await this.imports.insert(tx, { id, ...request, uploadedBy, uploadedAt, findings });
      await this.staged.keep(tx, id, chunksOf(rows, findings, kind.chunkRows));
      return { id };
    });
  }

  /** The upload that is corrected: the same list, and one's own. Whether it still waits is asked when it ends. */
  private async before(
    actor: Actor,
    { corrects = '', kind }: StageImportCommand,
    divisionId: string,
  ): Promise<PeopleImport> {
    const found = await this.access.find(actor, corrects);
    if (found.uploadedBy !== actorIdOf(actor)) throw peopleImportErrors.refuse('PEOPLE_IMPORT_NOT_YOURS');
    if (found.kind === kind && found.divisionId === divisionId) return found;
    throw peopleImportErrors.refuse('PEOPLE_IMPORT_OTHER_LIST');
  }

  /** What is corrected ends with its correction. @throws PEOPLE_IMPORT_OVER, PEOPLE_IMPORT_NOTHING_WRONG */
  private async end(
    tx: Transaction,
    { id }: PeopleImport,
    { by, at }: { readonly by: string; readonly at: Date },
  ): Promise<void> {
    const held = await this.imports.hold(tx, id);
    if (held?.status !== 'CHECKED') throw peopleImportErrors.refuse('PEOPLE_IMPORT_OVER');
    if (held.errorRowCount === 0) throw peopleImportErrors.refuse('PEOPLE_IMPORT_NOTHING_WRONG');
    await this.staged.dropAll(tx, [id]);
    await this.imports.finish(tx, id, { status: 'CANCELLED', by, at });
  }

  private async read(kind: ImportKind, file: Buffer, before: PeopleImport | null): Promise<readonly ImportRow[]> {
    const rows: ImportRow[] = [];
    let named = 0;
    const columns = [...kind.fields, { key: ORIGINAL_ROW, header: ORIGINAL_ROW, required: false }];
    for await (const row of this.reader.rows(file, { columns, maxRows: MAX_ROWS })) {
      const { [ORIGINAL_ROW]: original = '', ...cells } = row.cells;
      if (isExample(row, kind.fields)) continue;
      const isNamed = before !== null && /^\d{1,7}$/.test(original);
      named += isNamed ? 1 : 0;
      rows.push({ ...row, cells, rowNumber: isNamed ? Number(original) : row.rowNumber });
    }
    if (before?.status !== 'CHECKED' || named === 0) return rows;
    return this.together(before, rows, named);
  }

  /** The upload with its corrected rows. @throws PEOPLE_IMPORT_ROW_UNKNOWN where a row says not, or wrongly, which it was */
  private async together(before: PeopleImport, mended: readonly ImportRow[], named: number) {
    const kept: ImportRow[] = [];
    for await (const { rows } of this.staged.all(before.id)) {
      kept.push(...rows.map(({ rowNumber, cells, mangled = [] }) => ({ rowNumber, cells, mangled })));
    }
    const numbers = new Set(kept.map(({ rowNumber }) => rowNumber));
    const isKnown = mended.every(({ rowNumber }) => numbers.has(rowNumber));
    const isOnce = new Set(mended.map(({ rowNumber }) => rowNumber)).size === mended.length;
    if (named === mended.length && isKnown && isOnce) return corrected(kept, mended);
    throw peopleImportErrors.refuse('PEOPLE_IMPORT_ROW_UNKNOWN', { field: 'file' });
  }
}

function chunksOf(rows: readonly ImportRow[], findings: readonly RowFinding[], size: number): readonly Chunk[] {
  const kept = rows.map(({ rowNumber, cells, mangled }, index) => ({
    rowNumber,
    cells,
    isKnown: findings[index]?.isKnown ?? false,
    knownId: findings[index]?.knownId ?? null,
    isDuplicate: (findings[index]?.duplicates.length ?? 0) > 0,
    ...(mangled.length > 0 && { mangled }),
  }));
  const chunks: Chunk[] = [];
  for (let start = 0; start < kept.length; start += size) {
    chunks.push({ chunkNo: chunks.length + 1, rows: kept.slice(start, start + size) });
  }
  return chunks;
}
