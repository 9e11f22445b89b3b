import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { SpreadsheetReader } from '../../../platform/delivery/documents/spreadsheet-reader';
import { requireScope } from '../../../platform/security/identity/access';
import { actorIdOf } from '../../../platform/foundation/actor/actor';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import { DivisionDirectory } from '../../../place/divisions';
import { type ImportRow, isExample, type PeopleImportKind, type RowFinding } from '../domain/import-row';
import { peopleImportErrors } from '../errors';
import { PeopleImportRepository } from '../persistence/people-import.repository';
import { type Chunk, StagedRows } from '../persistence/staged-rows';
import { actingFor } from './acting-for';
import type { ImportKind } from './import-kind';
import { ImportKinds } from './import-kinds';

export interface StageImportCommand {
  readonly kind: PeopleImportKind;
  readonly divisionId: string;
  readonly file: Buffer;
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
    private readonly staged: StagedRows,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /** @throws DIVISION_UNKNOWN, DIVISION_CLOSED, PERMISSION_MISSING, SCOPE_FOREIGN, SPREADSHEET_*, PEOPLE_IMPORT_EMPTY */
  async execute(context: CommandContext, command: StageImportCommand): Promise<{ readonly id: string }> {
    const kind = this.kinds.of(command.kind);
    const division = await this.divisions.activeById(command.divisionId);
    requireScope(context.actor, kind.permission, division.path);
    const rows = await this.read(kind, command.file);
    if (rows.length === 0) throw peopleImportErrors.refuse('PEOPLE_IMPORT_EMPTY', { field: 'file' });
    const id = this.ids.next();
    const uploadedBy = actorIdOf(context.actor);
    const place = { divisionId: division.id, path: division.path };
    const findings = await kind.check(actingFor(uploadedBy, id, place), place, rows);
    const fileHash = createHash('sha256').update(command.file).digest('hex');
    const request = { kind: command.kind, divisionId: division.id, fileHash };
    return this.commands.run(context, 'people-imports.stage', request, async (tx) => {
      const uploadedAt = this.clock.now();
      await this.imports.insert(tx, { id, ...request, uploadedBy, uploadedAt, findings });
      await this.staged.keep(tx, id, chunksOf(rows, findings, kind.chunkRows));
      return { id };
    });
  }

  private async read(kind: ImportKind, file: Buffer): Promise<readonly ImportRow[]> {
    const rows: ImportRow[] = [];
    for await (const row of this.reader.rows(file, { columns: kind.fields, maxRows: MAX_ROWS })) {
      if (!isExample(row, kind.fields)) rows.push(row);
    }
    return rows;
  }
}

function chunksOf(rows: readonly ImportRow[], findings: readonly RowFinding[], size: number): readonly Chunk[] {
  const kept = rows.map(({ rowNumber, cells }, index) => ({
    rowNumber,
    cells,
    isKnown: findings[index]?.isKnown ?? false,
    knownId: findings[index]?.knownId ?? null,
    isDuplicate: (findings[index]?.duplicates.length ?? 0) > 0,
  }));
  const chunks: Chunk[] = [];
  for (let start = 0; start < kept.length; start += size) {
    chunks.push({ chunkNo: chunks.length + 1, rows: kept.slice(start, start + size) });
  }
  return chunks;
}
