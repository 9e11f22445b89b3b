import { Injectable } from '@nestjs/common';
import type { Interval } from '../../../../kernel/interval';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { AttendanceDirectory } from '../../../attendance';
import { pairPunches, type PlannedShift, type PunchPair, type ServiceRecord, ShiftPlans } from '../../computing';
import { type RecordStep, recordSteps } from '../domain/record-steps';

/** A span of time; instants are ISO 8601. */
export interface TimeSpan {
  readonly startsAt: string;
  readonly endsAt: string;
}

/** How a record came from punches to minutes. */
export interface RecordCourse {
  /** The shift under the rules by which the record was computed. */
  readonly plan: PlannedShift;
  /** The shift under the rules of its day as they are now. */
  readonly planNow: PlannedShift;
  readonly pairs: readonly PunchPair[];
  /** In sentences to the person of the record. */
  readonly steps: readonly RecordStep[];
  readonly breaks: readonly TimeSpan[];
  readonly counted: readonly TimeSpan[];
}

export const spanOf = ({ startMs, endMs }: Interval): TimeSpan => ({
  startsAt: new Date(startMs).toISOString(),
  endsAt: new Date(endMs).toISOString(),
});

/** Tells of a record every step from its punches to its minutes. */
@Injectable()
export class RecordCourses {
  constructor(
    private readonly plans: ShiftPlans,
    private readonly attendance: AttendanceDirectory,
  ) {}

  /** @throws SHIFT_UNKNOWN, POLICY_MISSING */
  async of(tx: Transaction, record: ServiceRecord): Promise<RecordCourse> {
    const planNow = await this.plans.byId(tx, record.shiftId);
    const plan = await this.plans.keeping(tx, planNow, record.hoursPolicyVersion);
    const pairs = await this.pairsOf(tx, record, plan);
    const { shift, endsAt } = plan;
    const planned = { startMs: shift.startsAt.getTime(), endMs: endsAt.getTime() };
    const breaks = shift.breaks.map((pause) => ({ startMs: pause.startsAt.getTime(), endMs: pause.endsAt.getTime() }));
    return {
      ...{ plan, planNow, pairs },
      steps: recordSteps(record.trace, { pairs, planned, breaks }),
      breaks: breaks.map(spanOf),
      counted: record.creditedIntervals.map(spanOf),
    };
  }

  /** The punches behind the trace; none where others have taken their place since. */
  private async pairsOf(tx: Transaction, record: ServiceRecord, plan: PlannedShift): Promise<readonly PunchPair[]> {
    if (record.status === 'REVERSED') return [];
    const { shiftId, volunteerId } = record;
    const punches = await this.attendance.countingPunches(tx, [{ shiftId, volunteerId }]);
    const { pairs, line } = pairPunches(punches, plan.policy);
    const told = record.trace.find(({ step }) => step === 'PAIRING');
    return told?.afterMinutes === line.afterMinutes ? pairs : [];
  }
}
