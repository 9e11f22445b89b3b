import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import { DataKeys } from '../../../../platform/data/sealing/data-keys';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { localDayOf } from '../../../../kernel/local-day';
import { minorFromYear } from '../../person';
import { GuardianRequests } from '../persistence/guardian-requests';

/** What was asked for nobody is kept so long, because a real request is there as well. */
const NOBODY_KEPT_MS = 90 * 86_400_000;

/** Ends links that have run out and those of children who have come of age, and forgets whom they were sent to. */
@Injectable()
export class EndGuardianRequests {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly requests: GuardianRequests,
    private readonly keys: DataKeys,
    private readonly clock: Clock,
  ) {}

  /** May run any number of times. */
  async execute(): Promise<void> {
    const now = this.clock.now();
    await this.unitOfWork.run(async (tx) => {
      await this.requests.endExpired(tx, now);
      await this.requests.endGrown(tx, minorFromYear(localDayOf(now.getTime())));
      const gone = await this.requests.forgetNobody(tx, new Date(now.getTime() - NOBODY_KEPT_MS));
      for (const subjectId of gone) await this.keys.destroy(tx, 'volunteer', subjectId, now);
    });
  }
}
