import { Injectable } from '@nestjs/common';
import { Clock } from '../../foundation/clock/clock';
import { UnitOfWork } from '../../data/database/unit-of-work';
import { HandlesJob } from '../../data/queue';
import { lapseDecisions } from './decision-jobs';
import { DecisionStore } from './decision-store';
import { Decisions } from './decisions';

const AT_ONCE = 500;

@Injectable()
export class DecisionJobHandlers {
  constructor(
    private readonly store: DecisionStore,
    private readonly decisions: Decisions,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** One transaction each: what is left when the process dies is found at the next ring. */
  @HandlesJob(lapseDecisions)
  async lapse(): Promise<void> {
    for (const id of await this.store.lapsed(this.clock.now(), AT_ONCE)) {
      await this.unitOfWork.run(async (tx) => this.decisions.lapse(tx, id));
    }
  }
}
