import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { RankScoreRepository } from '../persistence/rank-score.repository';

/** Brings the ranking up to the ledger. May be repeated and may run several times at once. */
@Injectable()
export class RefreshRanking {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly scores: RankScoreRepository,
    private readonly clock: Clock,
  ) {}

  /** @param volunteerIds null for everybody. @returns how many scores changed. */
  async execute(volunteerIds: readonly string[] | null): Promise<number> {
    return this.unitOfWork.run((tx) => this.scores.fold(tx, volunteerIds, this.clock.now()));
  }
}
