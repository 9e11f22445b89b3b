import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { RankScoreRepository } from '../persistence/rank-score.repository';

const VOLUNTEERS_PER_FOLD = 500;
const LAGGING_PER_LOOK = 100_000;

/** Brings the read models up to the ledger. May be repeated and may run several times at once. */
@Injectable()
export class RefreshRanking {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly scores: RankScoreRepository,
    private readonly clock: Clock,
  ) {}

  /** @param volunteerIds null for whoever lags behind. @returns how many scores changed. */
  async execute(volunteerIds: readonly string[] | null): Promise<number> {
    if (volunteerIds !== null) return this.foldAll(volunteerIds);
    let changed = 0;
    for (;;) {
      const lagging = await this.scores.lagging(LAGGING_PER_LOOK);
      changed += await this.foldAll(lagging);
      if (lagging.length < LAGGING_PER_LOOK) return changed;
    }
  }

  /** Forgets all read models and folds them from nothing, in one transaction: readers see the old ones until then. */
  async rebuild(): Promise<number> {
    return this.unitOfWork.run(async (tx) => {
      await tx.query('set local statement_timeout = 0');
      await this.scores.forget(tx);
      let written = 0;
      for (const part of partsOf(await this.scores.everybody(tx))) {
        written += await this.scores.fold(tx, part, this.clock.now());
      }
      return written;
    });
  }

  private async foldAll(volunteerIds: readonly string[]): Promise<number> {
    let changed = 0;
    for (const part of partsOf(volunteerIds)) {
      changed += await this.unitOfWork.run((tx) => this.scores.fold(tx, part, this.clock.now()));
    }
    return changed;
  }
}

function partsOf(ids: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(ids.length / VOLUNTEERS_PER_FOLD) }, (_, index) =>
    ids.slice(index * VOLUNTEERS_PER_FOLD, (index + 1) * VOLUNTEERS_PER_FOLD),
  );
}
