import { Injectable } from '@nestjs/common';
import { addDays, localDayOf, startOfDayMs } from '../../../../kernel/local-day';
import { Clock } from '../../../../platform/foundation/clock/clock';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { AttendanceDirectory, type CountingPunch } from '../../../attendance';
import { ShiftDirectory } from '../../../activities';
import { computePerson, type HoursResult, inputOf, settledOf, ShiftPlans, traceSentences } from '../../computing';
import { RecordDirectory } from '../persistence/record-directory';

/** What a check-out at this moment would count; nothing is written. */
export interface CheckOutPreview {
  readonly creditedMinutes: number;
  /** Above a day's cap: waits for somebody's approval. */
  readonly pendingMinutes: number;
  readonly explanation: readonly string[];
}

/** Computes, by the same rule that makes records, what a check-out now would count. */
@Injectable()
export class PreviewCheckOut {
  constructor(
    private readonly shifts: ShiftDirectory,
    private readonly records: RecordDirectory,
    private readonly attendance: AttendanceDirectory,
    private readonly plans: ShiftPlans,
    private readonly clock: Clock,
  ) {}

  /** @throws SHIFT_UNKNOWN, POLICY_MISSING, DUTY_CALENDAR_MISSING */
  async of(tx: Transaction, key: { readonly shiftId: string; readonly volunteerId: string }): Promise<CheckOutPreview> {
    const { shiftId, volunteerId } = key;
    const plan = await this.plans.of(tx, await this.shifts.byId(shiftId, tx), [volunteerId]);
    const taken = await this.plans.takenOf(tx, plan.shift);
    const [from, until] = [plan.shift.startsAt, plan.endsAt];
    const duty = await this.plans.dutyTime(tx, [volunteerId], { from, until });
    const firstDay = new Date(startOfDayMs(localDayOf(from.getTime())));
    const dayAfter = new Date(startOfDayMs(addDays(localDayOf(until.getTime()), 1)));
    const live = await this.records.liveOf(tx, volunteerId, firstDay, dayAfter);
    const punches = [...(await this.attendance.countingPunches(tx, [key])), this.outNow(key)];
    const isNoService = !plan.isServiceOf(volunteerId);
    const given = { dutyTime: duty.get(volunteerId) ?? [], taken: taken(volunteerId), isNoService };
    const settled = live.filter((record) => record.shiftId !== shiftId).map(settledOf);
    return previewOf(computePerson([inputOf({ plan }, punches, given)], settled).get(shiftId));
  }

  private outNow(key: { readonly shiftId: string; readonly volunteerId: string }) {
    const punch: CountingPunch = {
      ...{ id: 'now', volunteerId: key.volunteerId, direction: 'OUT', method: 'CODE' },
      ...{ atMs: this.clock.nowMs(), recordedBy: key.volunteerId },
    };
    return { ...punch, shiftId: key.shiftId };
  }
}

function previewOf(result: HoursResult | undefined): CheckOutPreview {
  if (!result) return { creditedMinutes: 0, pendingMinutes: 0, explanation: [] };
  const { community, street } = result.pendingMinutes;
  return {
    creditedMinutes: result.creditedMinutes,
    pendingMinutes: community + street,
    explanation: traceSentences(result.trace),
  };
}
