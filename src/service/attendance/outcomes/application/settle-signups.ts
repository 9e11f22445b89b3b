import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../../kernel/local-day';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import { lockShift, ShiftDirectory, signupPolicyKind } from '../../../activities';
import { PolicyDirectory } from '../../../../place/policies';
import { signupOutcome } from '../domain/signup-outcome';
import { SignupOutcomeRepository } from '../persistence/signup-outcome.repository';

/** Says what became of the sign-ups of a computed shift: came, did not come, cancelled late, excused. */
@Injectable()
export class SettleSignups {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly shifts: ShiftDirectory,
    private readonly policies: PolicyDirectory,
    private readonly outcomes: SignupOutcomeRepository,
    private readonly clock: Clock,
  ) {}

  /** May be called any number of times: it says what the punches and excuses of the moment say. @throws SHIFT_UNKNOWN */
  async execute(shiftId: string): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      await lockShift(tx, shiftId, 'update');
      const shift = await this.shifts.byId(shiftId, tx);
      if (shift.computedAt === null) return;
      const day = localDayOf(shift.startsAt.getTime());
      const policy = await this.policies.effectiveAs(signupPolicyKind, shift.divisionPath, day, tx);
      const settled = (await this.outcomes.subjects(tx, shiftId)).flatMap((subject) => {
        const outcome = signupOutcome(subject, shift.startsAt.getTime(), policy.body);
        return outcome ? [{ subject, outcome }] : [];
      });
      await this.outcomes.settle(tx, shiftId, settled, { policyVersion: policy.version, at: this.clock.now() });
    });
  }
}
