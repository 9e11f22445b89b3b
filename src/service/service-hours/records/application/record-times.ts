import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/foundation/clock/clock';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { AttendanceDirectory, type LatePunch, LatePunchRepository } from '../../../attendance';
import { serviceHoursErrors } from '../../errors';
import { HoursComputer, type PlannedShift, type ServiceRecord, ShiftPlans } from '../../computing';

export interface ServedTimes {
  readonly checkedInAt: Date;
  readonly checkedOutAt: Date;
}

const MS_PER_MINUTE = 60_000;

/** Sets times after a shift was closed: as appended punches with a reason, from which the record is computed again. */
@Injectable()
export class RecordTimes {
  constructor(
    private readonly attendance: AttendanceDirectory,
    private readonly latePunches: LatePunchRepository,
    private readonly computer: HoursComputer,
    private readonly plans: ShiftPlans,
    private readonly clock: Clock,
  ) {}

  /** The missing check-out. @throws RECORD_TIMES_INVALID */
  async addCheckOut(
    tx: Transaction,
    record: ServiceRecord,
    outAt: Date,
    reason: string,
    recordedBy: string,
  ): Promise<void> {
    const plan = await this.plans.byId(tx, record.shiftId);
    await this.requireAfterCheckIn(tx, record, plan, outAt);
    const punch = { ...keyOf(record), direction: 'OUT', method: 'CORRECTION', punchedAt: outAt, reason } as const;
    await this.latePunches.append(tx, [{ ...punch, replaces: [] }], recordedBy, this.clock.now());
    await this.computer.compute(tx, { shift: plan.shift, volunteerIds: [record.volunteerId], mode: 'AGAIN' });
  }

  /** Refuses a check-out that is not after the check-in or outside of the time for punches. @throws RECORD_TIMES_INVALID */
  async requireCheckOut(tx: Transaction, record: ServiceRecord, outAt: Date): Promise<void> {
    await this.requireAfterCheckIn(tx, record, await this.plans.byId(tx, record.shiftId), outAt);
  }

  /** Refuses times outside of the time for punches. @throws RECORD_TIMES_INVALID */
  async requireTimes(tx: Transaction, record: ServiceRecord, times: ServedTimes): Promise<void> {
    requireInside(await this.plans.byId(tx, record.shiftId), times);
  }

  /**
   * Appends other times in the place of the punches that count so far; nothing is computed.
   *
   * @throws RECORD_TIMES_INVALID
   */
  async append(
    tx: Transaction,
    record: ServiceRecord,
    times: ServedTimes,
    { reason, recordedBy }: { readonly reason: string; readonly recordedBy: string },
  ): Promise<PlannedShift> {
    const plan = await this.plans.byId(tx, record.shiftId);
    requireInside(plan, times);
    const old = await this.attendance.countingPunches(tx, [keyOf(record)]);
    const replaces = old.map((punch) => punch.id);
    const punches = punchesOf(keyOf(record), 'CORRECTION', times, reason, replaces);
    await this.latePunches.append(tx, punches, recordedBy, this.clock.now());
    return plan;
  }

  /**
   * Other times in the place of all punches that count so far; the record, which is not confirmed, is computed
   * again and goes to review.
   *
   * @throws RECORD_TIMES_INVALID
   */
  async replace(
    tx: Transaction,
    record: ServiceRecord,
    times: ServedTimes,
    reason: string,
    recordedBy: string,
  ): Promise<readonly string[]> {
    const plan = await this.append(tx, record, times, { reason, recordedBy });
    return this.computer.compute(tx, {
      shift: plan.shift,
      volunteerIds: [record.volunteerId],
      mode: 'AGAIN',
      isReviewWanted: true,
    });
  }

  /** Times of somebody who has no punches. @throws RECORD_TIMES_INVALID */
  async backfill(
    tx: Transaction,
    key: { readonly shiftId: string; readonly volunteerId: string },
    times: ServedTimes,
    reason: string,
    recordedBy: string,
  ): Promise<readonly string[]> {
    const plan = await this.plans.byId(tx, key.shiftId);
    requireInside(plan, times);
    await this.latePunches.append(tx, punchesOf(key, 'BACKFILL', times, reason, []), recordedBy, this.clock.now());
    return this.computer.compute(tx, {
      shift: plan.shift,
      volunteerIds: [key.volunteerId],
      mode: 'FIRST',
      isReviewWanted: true,
    });
  }

  private async requireAfterCheckIn(
    tx: Transaction,
    record: ServiceRecord,
    plan: PlannedShift,
    outAt: Date,
  ): Promise<void> {
    const punches = await this.attendance.countingPunches(tx, [keyOf(record)]);
    const last = punches.at(-1);
    if (last?.direction !== 'IN') throw serviceHoursErrors.refuse('CHECK_OUT_NOT_MISSING');
    requireInside(plan, { checkedInAt: new Date(last.atMs), checkedOutAt: outAt });
  }
}

function keyOf({ shiftId, volunteerId }: ServiceRecord): { readonly shiftId: string; readonly volunteerId: string } {
  return { shiftId, volunteerId };
}

function requireInside({ shift, endsAt, policy }: PlannedShift, { checkedInAt, checkedOutAt }: ServedTimes): void {
  const fromMs = shift.startsAt.getTime() - policy.earlyPunchMinutes * MS_PER_MINUTE;
  const untilMs = endsAt.getTime() + policy.latePunchMinutes * MS_PER_MINUTE;
  const isInside = checkedInAt.getTime() >= fromMs && checkedOutAt.getTime() <= untilMs;
  if (!isInside || checkedOutAt <= checkedInAt) throw serviceHoursErrors.refuse('RECORD_TIMES_INVALID');
}

function punchesOf(
  key: { readonly shiftId: string; readonly volunteerId: string },
  method: LatePunch['method'],
  { checkedInAt, checkedOutAt }: ServedTimes,
  reason: string,
  replaces: readonly string[],
): readonly LatePunch[] {
  return [
    { ...key, method, direction: 'IN', punchedAt: checkedInAt, reason, replaces },
    { ...key, method, direction: 'OUT', punchedAt: checkedOutAt, reason, replaces },
  ];
}
