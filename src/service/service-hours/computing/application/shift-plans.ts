import { Injectable } from '@nestjs/common';
import type { Interval } from '../../../../kernel/interval';
import { localDayOf } from '../../../../kernel/local-day';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { type Duty, ShiftDirectory, type ShiftView, SignupDirectory } from '../../../activities';
import { DutyDirectory } from '../../../../people/duty';
import { PolicyDirectory } from '../../../../place/policies';
import type { HoursPolicy } from '../domain/hours-policy';
import { hoursPolicyKind } from './hours-policy-kind';
import { TakenAttendance, type TakenOf } from './taken-attendance';

/** A shift with everything that the rules ask about it. */
export interface PlannedShift {
  readonly shift: ShiftView;
  /** Planned or extended end. */
  readonly endsAt: Date;
  /** The hours policy of the shift's place on its day. */
  readonly policy: HoursPolicy;
  /** The duty somebody signed up for; a walk-in is a member. */
  dutyOf(volunteerId: string): Duty;
  /** Whether the position somebody signed up for is service; a walk-in serves where every position of the shift is. */
  isServiceOf(volunteerId: string): boolean;
}

/** Brings together shift, policy and sign-ups. */
@Injectable()
export class ShiftPlans {
  constructor(
    private readonly shifts: ShiftDirectory,
    private readonly signups: SignupDirectory,
    private readonly policies: PolicyDirectory,
    private readonly duty: DutyDirectory,
    private readonly attendance: TakenAttendance,
  ) {}

  /** @throws SHIFT_UNKNOWN, POLICY_MISSING */
  async byId(tx: Transaction, shiftId: string): Promise<PlannedShift> {
    return this.of(tx, await this.shifts.byId(shiftId, tx));
  }

  /** How the attendance of a shift was taken, person by person. @throws POLICY_MISSING */
  takenOf(tx: Transaction, shift: ShiftView): Promise<TakenOf> {
    return this.attendance.of(tx, shift);
  }

  /** Duty time of the people who have any, on the local days of a span. @throws DUTY_CALENDAR_MISSING */
  async dutyTime(
    tx: Transaction,
    volunteerIds: readonly string[],
    span: { readonly from: Date; readonly until: Date },
  ): Promise<ReadonlyMap<string, readonly Interval[]>> {
    if (volunteerIds.length === 0) return new Map();
    const lastDay = localDayOf(span.until.getTime() - 1);
    return this.duty.between(volunteerIds, localDayOf(span.from.getTime()), lastDay, tx);
  }

  /**
   * @param only the people it is about; without it, duties of everybody are read.
   * @throws POLICY_MISSING
   */
  async of(tx: Transaction, shift: ShiftView, only?: readonly string[]): Promise<PlannedShift> {
    const signups = await this.signups.confirmed(shift.id, tx, only);
    const byPerson = new Map(signups.map((signup) => [signup.volunteerId, signup]));
    const isForAll = shift.kind === 'TRAINING' || (await this.signups.allServe(shift.id, tx));
    const day = localDayOf(shift.startsAt.getTime());
    const policy = await this.policies.effectiveAs(hoursPolicyKind, shift.divisionPath, day, tx);
    return {
      shift,
      endsAt: shift.extendedTo ?? shift.endsAt,
      policy: policy.body,
      dutyOf: (volunteerId) => byPerson.get(volunteerId)?.duty ?? 'MEMBER',
      isServiceOf: (volunteerId) => isForAll || (byPerson.get(volunteerId)?.isService ?? false),
    };
  }

  /** The shift under a version of the rules that a record of it was computed by. @throws POLICY_MISSING */
  async keeping(tx: Transaction, plan: PlannedShift, version: string): Promise<PlannedShift> {
    if (plan.policy.version === version) return plan;
    return { ...plan, policy: await this.policies.versionAs(hoursPolicyKind, version, tx) };
  }
}

/** When somebody who forgot to check out most likely left: at the end of the shift, or when it was closed before that. */
export function suggestedOutAt({ shift, endsAt }: PlannedShift): Date {
  return shift.closedAt !== null && shift.closedAt < endsAt ? shift.closedAt : endsAt;
}
