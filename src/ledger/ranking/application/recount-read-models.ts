import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { driftQuestions, laggingSql, type ReadModel } from '../persistence/read-model-sql';
import { RefreshRanking } from './refresh-ranking';

/** A row of a read model that is not the sum it stands for. */
export interface Drift {
  readonly table: ReadModel;
  /** The row's key, its parts separated by blanks. Internal ids only. */
  readonly key: string;
}

export interface Recount {
  /** At most 20 of each table. */
  readonly drifts: readonly Drift[];
  /** Volunteers whose latest entries have not been folded yet: a matter of seconds while postings go on. */
  readonly laggingCount: number;
}

const DRIFTS_PER_TABLE = 20;

/** Sums up from the entries, in one snapshot, whatever is kept as a sum, and lists where the two differ. */
@Injectable()
export class RecountReadModels {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refresh: RefreshRanking,
  ) {}

  async execute(): Promise<Recount> {
    return this.unitOfWork.snapshot(async (tx) => {
      await tx.query('set local statement_timeout = 0');
      const drifts: Drift[] = [];
      for (const [table, sql] of Object.entries(driftQuestions) as [ReadModel, string][]) {
        const rows = await tx.query<{ key: string }>(`${sql} order by 1 limit $1`, [DRIFTS_PER_TABLE]);
        drifts.push(...rows.map(({ key }) => ({ table, key })));
      }
      const [lagging] = await tx.query<{ count: string }>(`select count(*) as count from (${laggingSql}) l`);
      return { drifts, laggingCount: Number(lagging?.count ?? 0) };
    });
  }

  /** Makes the read models anew from the entries; accounts and monthly sums are the ledger's own and are never touched. */
  async repair(): Promise<void> {
    await this.refresh.rebuild();
  }
}
