import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../kernel/local-day';
import type { Transaction } from '../../../platform/database/unit-of-work';
import { type Duty, ShiftDirectory, type ShiftView, SignupDirectory } from '../../activities';
import { PolicyDirectory } from '../../policies';
import type { HoursPolicy } from '../domain/hours-policy';
import { hoursPolicyKind } from './hours-policy-kind';

/** A shift with everything that the rules ask about it. */
export interface PlannedShift {
  readonly shift: ShiftView;
  /** Planned or extended end. */
  readonly endsAt: Date;
  /** The hours policy of the shift's place on its day. */
  readonly policy: HoursPolicy;
  /** The duty somebody signed up for; a walk-in is a member. */
  dutyOf(volunteerId: string): Duty;
}

/** Brings together shift, policy and sign-ups. */
@Injectable()
export class ShiftPlans {
  constructor(
    private readonly shifts: ShiftDirectory,
    private readonly signups: SignupDirectory,
    private readonly policies: PolicyDirectory,
  ) {}

  /** @throws SHIFT_UNKNOWN, POLICY_MISSING */
  async byId(tx: Transaction, shiftId: string): Promise<PlannedShift> {
    return this.of(tx, await this.shifts.byId(shiftId, tx));
  }

  /** @throws POLICY_MISSING */
  async of(tx: Transaction, shift: ShiftView): Promise<PlannedShift> {
    const duties = new Map(
      (await this.signups.confirmed(shift.id, tx)).map((signup) => [signup.volunteerId, signup.duty]),
    );
    const day = localDayOf(shift.startsAt.getTime());
    const policy = await this.policies.effectiveAs(hoursPolicyKind, shift.divisionPath, day, tx);
    return {
      shift,
      endsAt: shift.extendedTo ?? shift.endsAt,
      policy: policy.body,
      dutyOf: (volunteerId) => duties.get(volunteerId) ?? 'MEMBER',
    };
  }
}

/** When somebody who forgot to check out most likely left: at the end of the shift, or when it was closed before that. */
export function suggestedOutAt({ shift, endsAt }: PlannedShift): Date {
  return shift.closedAt !== null && shift.closedAt < endsAt ? shift.closedAt : endsAt;
}
