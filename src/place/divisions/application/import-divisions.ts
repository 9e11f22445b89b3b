import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { SpreadsheetReader } from '../../../platform/delivery/documents/spreadsheet-reader';
import { type Actor, covers } from '../../../platform/foundation/actor/actor';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import { type ImportPlan, type ImportRow, type KnownTree, planImport, type RowError } from '../domain/import-plan';
import { importSentences } from '../domain/import-sentences';
import { divisionErrors } from '../errors';
import { DivisionDirectory } from '../persistence/division-directory';
import { DivisionRepository } from '../persistence/division.repository';

export interface ImportCheck {
  /** SHA-256 of the file; the confirmation names it, so that exactly what was checked is applied. */
  readonly fileHash: string;
  readonly createdCount: number;
  readonly updatedCount: number;
  readonly unchangedCount: number;
  readonly errors: readonly (RowError & { readonly sentence: string })[];
}

export interface ImportResult {
  readonly createdCount: number;
  readonly updatedCount: number;
  readonly unchangedCount: number;
}

/** What became of each row, by its number in the spreadsheet. */
export interface ImportedRows {
  readonly createdRows: readonly number[];
  readonly updatedRows: readonly number[];
}

const MAX_ROWS = 20_000;
const columns = [
  { key: 'kind', header: '层级', required: true },
  { key: 'code', header: '代码', aliases: ['区划代码'], required: true },
  { key: 'name', header: '名称', aliases: ['区划名称'], required: true },
  { key: 'parentCode', header: '上级代码', required: true },
  { key: 'compoundName', header: '所在小区', aliases: ['小区'], required: false },
  { key: 'sortOrder', header: '排序', required: false },
] as const;

/** Hangs a whole spreadsheet of divisions into the tree: first a dry run, then, on confirmation, all or nothing. */
@Injectable()
export class ImportDivisions {
  constructor(
    private readonly commands: Commands,
    private readonly reader: SpreadsheetReader,
    private readonly directory: DivisionDirectory,
    private readonly divisions: DivisionRepository,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /** Says what the file would do and what is wrong with which row; writes nothing. @throws SPREADSHEET_* */
  async check(actor: Actor, file: Buffer): Promise<ImportCheck> {
    const plan = planImport(await this.read(file), await this.knownTree(actor));
    return {
      fileHash: hashOf(file),
      ...countsOf(plan),
      errors: plan.errors.map((error) => ({ ...error, sentence: importSentences[error.problem] })),
    };
  }

  /** Applies a checked file. @throws IMPORT_FILE_CHANGED, IMPORT_HAS_ERRORS, SPREADSHEET_* */
  async execute(
    context: CommandContext,
    command: { readonly file: Buffer; readonly fileHash: string },
  ): Promise<ImportResult> {
    const fileHash = hashOf(command.file);
    if (fileHash !== command.fileHash) throw divisionErrors.refuse('IMPORT_FILE_CHANGED', { field: 'fileHash' });
    const rows = await this.read(command.file);
    return this.commands.run(context, 'divisions.import', { fileHash }, async (tx) => {
      return countsOf(await this.applyRows(tx, context.actor, rows));
    });
  }

  /** What rows that were read elsewhere would do; writes nothing. */
  async planRows(actor: Actor, rows: readonly ImportRow[]): Promise<ImportPlan> {
    return planImport(rows, await this.knownTree(actor));
  }

  /** Applies rows that were read elsewhere, all or none. @throws IMPORT_HAS_ERRORS */
  async executeRows(context: CommandContext, rows: readonly ImportRow[]): Promise<ImportedRows> {
    return this.commands.run(context, 'divisions.import-rows', { rows }, async (tx) => {
      const plan = await this.applyRows(tx, context.actor, rows);
      return {
        createdRows: plan.toCreate.map(({ rowNumber }) => rowNumber),
        updatedRows: plan.toUpdate.map(({ rowNumber }) => rowNumber),
      };
    });
  }

  private async applyRows(tx: Transaction, actor: Actor, rows: readonly ImportRow[]): Promise<ImportPlan> {
    await this.divisions.lockTree(tx);
    const plan = planImport(rows, await this.knownTree(actor, tx));
    if (plan.errors.length > 0) {
      throw divisionErrors.refuse('IMPORT_HAS_ERRORS', {
        field: 'file',
        details: { errorCount: plan.errors.length, rowNumbers: plan.errors.slice(0, 20).map((e) => e.rowNumber) },
      });
    }
    await this.apply(tx, plan);
    return plan;
  }

  private async apply(tx: Transaction, plan: ImportPlan): Promise<void> {
    const places = new Map((await this.directory.all(tx)).map(({ code, id, path }) => [code, { id, path }]));
    const createdAt = this.clock.now();
    for (const division of plan.toCreate) {
      const id = this.ids.next();
      const parent = division.parentCode === null ? null : (places.get(division.parentCode) ?? null);
      const path = await this.divisions.insert(tx, { ...division, id, parent, createdAt });
      places.set(division.code, { id, path });
    }
    await this.divisions.rename(tx, plan.toUpdate);
  }

  private async read(file: Buffer): Promise<readonly ImportRow[]> {
    const rows: ImportRow[] = [];
    for await (const { rowNumber, cells, mangled } of this.reader.rows(file, { columns, maxRows: MAX_ROWS })) {
      rows.push({ rowNumber, ...cells, isMangled: mangled.length > 0 });
    }
    return rows;
  }

  private async knownTree(actor: Actor, tx?: Transaction): Promise<KnownTree> {
    const all = await this.directory.all(tx);
    const codeOf = new Map(all.map(({ id, code }) => [id, code]));
    const byCode = new Map(
      all.map((division) => [
        division.code,
        {
          id: division.id,
          kind: division.kind,
          parentCode: division.parentId === null ? null : (codeOf.get(division.parentId) ?? null),
          name: division.name,
          compoundName: division.compoundName,
          sortOrder: division.sortOrder,
          isClosed: division.status === 'CLOSED',
          isInScope: covers(actor, 'division.manage', division.path),
        },
      ]),
    );
    return { byCode, mayAddRoot: covers(actor, 'division.manage', '/') };
  }
}

function hashOf(file: Buffer): string {
  return createHash('sha256').update(file).digest('hex');
}

function countsOf(plan: ImportPlan): ImportResult {
  return {
    createdCount: plan.toCreate.length,
    updatedCount: plan.toUpdate.length,
    unchangedCount: plan.unchangedCount,
  };
}
