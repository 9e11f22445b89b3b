import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { Outbox } from '../../../platform/data/outbox';
import { applyImport } from '../jobs/import-jobs';
import { type PeopleImport, PeopleImportRepository } from '../persistence/people-import.repository';
import { type Chunk, StagedRows } from '../persistence/staged-rows';
import { actingFor } from './acting-for';
import { resultOf, type RowResult } from './import-kind';
import { ImportKinds } from './import-kinds';

/**
 * Applies one chunk of a running import and rings for the next. Each row is a command under a key made of import and
 * row, so a worker that is killed leaves whole rows behind, and whoever takes the chunk again finds them done. A chunk
 * goes with the note of its results; where two take the same one, only the one that throws it away goes on.
 */
@Injectable()
export class ApplyImport {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly kinds: ImportKinds,
    private readonly imports: PeopleImportRepository,
    private readonly staged: StagedRows,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async execute(importId: string): Promise<void> {
    const running = await this.imports.find(importId);
    if (running?.status !== 'RUNNING') return;
    const chunk = await this.staged.next(importId);
    if (!chunk) return;
    const results = await this.apply(running, chunk);
    await this.unitOfWork.run(async (tx) => {
      const held = await this.imports.hold(tx, importId);
      const at = this.clock.now();
      await this.imports.addResults(tx, importId, results, at);
      const isMine = await this.staged.drop(tx, importId, chunk.chunkNo);
      if (!isMine || held?.status !== 'RUNNING') return;
      if (await this.staged.isEmpty(tx, importId)) {
        await this.imports.finish(tx, importId, { status: 'DONE', by: 'system:people-imports', at });
      } else await this.outbox.add(tx, applyImport, { importId });
    });
  }

  private async apply(running: PeopleImport, { rows }: Chunk): Promise<readonly RowResult[]> {
    const { id, confirmedBy, divisionId, divisionPath: path, skipDuplicates, decisionId } = running;
    if (confirmedBy === null) throw new Error('an import runs that nobody confirmed');
    const place = { divisionId, path };
    const actor = actingFor(confirmedBy, id, place);
    const skipped = rows.filter(({ isDuplicate }) => isDuplicate && skipDuplicates);
    const wanted = rows.filter((row) => !skipped.includes(row));
    const applied = await this.kinds.of(running.kind).apply({
      place,
      decisionId,
      rows: wanted,
      contextOf: (rowNumber) => ({ actor, idempotencyKey: `people-import:${id}:${rowNumber}` }),
    });
    return [...skipped.map((row) => resultOf(row, 'SKIPPED')), ...applied];
  }
}
