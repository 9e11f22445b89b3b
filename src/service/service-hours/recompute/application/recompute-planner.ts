import { Injectable } from '@nestjs/common';
import type { Interval } from '../../../../kernel/interval';
import { addDays, localDayOf, startOfDayMs, type LocalDay } from '../../../../kernel/local-day';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { AttendanceDirectory, type CountingPunch } from '../../../attendance';
import {
  computePerson,
  type HoursPolicy,
  type HoursResult,
  inputOf,
  type PlannedShift,
  type ServiceRecord,
  ShiftPlans,
  type TakenOf,
} from '../../computing';
import { recomputeDifference } from '../domain/recompute-difference';
import { type RecomputeLine, RecomputeRepository, type RecomputeResult } from '../persistence/recompute.repository';

/** People whose punches are asked for at once. */
const BATCH = 200;

export type Punches = readonly (CountingPunch & { readonly shiftId: string })[];

/** A shift, and how its attendance was taken. */
interface TakenShift {
  readonly plan: PlannedShift;
  readonly taken: TakenOf;
}

/** What the batch of people knows besides their records. */
interface Facts {
  readonly punches: Punches;
  readonly duty: ReadonlyMap<string, readonly Interval[]>;
  readonly live: readonly ServiceRecord[];
  readonly plans: Map<string, TakenShift>;
}

/** Says what another policy makes of confirmed records. Reads only. */
@Injectable()
export class RecomputePlanner {
  constructor(
    private readonly records: RecomputeRepository,
    private readonly attendance: AttendanceDirectory,
    private readonly plans: ShiftPlans,
  ) {}

  /**
   * One line for every record that comes out differently. A person's records are computed together, from the punches
   * that count today, on top of the records that stay.
   *
   * @param targets confirmed records, sorted by person.
   */
  async differences(
    tx: Transaction,
    targets: readonly ServiceRecord[],
    policy: HoursPolicy,
  ): Promise<readonly RecomputeLine[]> {
    const people = [...new Set(targets.map(({ volunteerId }) => volunteerId))];
    const plans = new Map<string, TakenShift>();
    const lines: RecomputeLine[] = [];
    for (let from = 0; from < people.length; from += BATCH) {
      const ids = new Set(people.slice(from, from + BATCH));
      const own = targets.filter(({ volunteerId }) => ids.has(volunteerId));
      const facts = await this.factsOf(tx, own, plans);
      for (const id of ids) {
        lines.push(
          ...linesOf(
            own.filter(({ volunteerId }) => volunteerId === id),
            facts,
            policy,
          ),
        );
      }
    }
    return lines;
  }

  /**
   * What the rules that a confirmed record keeps make of it today.
   *
   * @param punches in the place of those that count.
   * @returns null where nothing that counts is different.
   */
  async revisionOf(tx: Transaction, record: ServiceRecord, punches?: Punches): Promise<RecomputeLine | null> {
    const facts = await this.factsOf(tx, [record], new Map());
    const known = facts.plans.get(record.shiftId);
    if (!known) return null;
    const { policy } = await this.plans.keeping(tx, known.plan, record.hoursPolicyVersion);
    const [line] = linesOf([record], punches ? { ...facts, punches } : facts, policy);
    return line ?? null;
  }

  private async factsOf(
    tx: Transaction,
    records: readonly ServiceRecord[],
    plans: Map<string, TakenShift>,
  ): Promise<Facts> {
    for (const { shiftId } of records) {
      if (plans.has(shiftId)) continue;
      const plan = await this.plans.byId(tx, shiftId);
      plans.set(shiftId, { plan, taken: await this.plans.takenOf(tx, plan.shift) });
    }
    const span = spanOf(records);
    const ids = [...new Set(records.map(({ volunteerId }) => volunteerId))];
    return {
      plans,
      punches: await this.attendance.countingPunches(tx, records),
      duty: await this.plans.dutyTime(tx, ids, span),
      live: await this.records.liveOf(tx, ids, ...wholeDays(span)),
    };
  }
}

function linesOf(targets: readonly ServiceRecord[], facts: Facts, policy: HoursPolicy): readonly RecomputeLine[] {
  const [first] = targets;
  if (!first) return [];
  const duty = facts.duty.get(first.volunteerId) ?? [];
  const isTarget = new Set(targets.map(({ id }) => id));
  const settled = facts.live.filter((record) => record.volunteerId === first.volunteerId && !isTarget.has(record.id));
  const subjects = targets.flatMap((record) => {
    const shift = facts.plans.get(record.shiftId);
    const punches = facts.punches.filter((punch) => punch.volunteerId === record.volunteerId);
    if (!shift) return [];
    const plan = { ...shift.plan, policy };
    const isNoService = record.flags.includes('NOT_SERVICE');
    return [inputOf({ plan }, punches, { dutyTime: duty, taken: shift.taken(record.volunteerId), isNoService })];
  });
  const results = computePerson(
    subjects,
    settled.map((record) => ({
      order: { plannedStartMs: record.startsAt.getTime(), key: record.shiftId },
      intervals: record.occupiedIntervals,
      isConfirmed: record.status === 'CONFIRMED',
    })),
  );
  return targets.flatMap((record) => {
    const result = results.get(record.shiftId);
    return result ? lineOf(record, result) : [];
  });
}

function lineOf(record: ServiceRecord, result: HoursResult): readonly RecomputeLine[] {
  const after = resultOf(record, result);
  const difference = recomputeDifference(record, after);
  if (!difference) return [];
  // What people decided about minutes above a cap is not undone by a rule.
  const isDecided = record.grantedMinutes > 0;
  return [
    {
      ...difference,
      volunteerId: record.volunteerId,
      recordId: record.id,
      beforeVersion: record.hoursPolicyVersion,
      result: after,
      status: isDecided ? 'SKIPPED' : 'PENDING',
      newRecordId: null,
      skipReason: isDecided ? '已有审批入账的超限分钟,须人工更正。' : null,
    },
  ];
}

function resultOf(record: ServiceRecord, result: HoursResult): RecomputeResult {
  const { id, volunteerId, shiftId, activityId, activityTitle, teamId, divisionId, revision } = record;
  const { kind, category, duty, servedOn, recordedBy } = record;
  return {
    ...{ id, volunteerId, shiftId, activityId, activityTitle, teamId, divisionId, kind, category, duty, servedOn },
    recordedBy,
    revision: revision + 1,
    status: 'PUBLICITY',
    rawMinutes: result.rawMinutes,
    clippedMinutes: result.clippedMinutes,
    creditedMinutes: result.creditedMinutes,
    pendingCommunityMinutes: result.pendingMinutes.community,
    pendingStreetMinutes: result.pendingMinutes.street,
    grade: result.grade,
    isGradePending: false,
    flags: result.flags,
    isPointsEligible: result.pointsEligible,
    hoursPolicyVersion: result.policyVersion,
    trace: result.trace,
    creditedIntervals: result.creditedIntervals,
    occupiedIntervals: result.occupiedIntervals,
    publicityFrom: record.publicityFrom,
    publicityUntil: record.publicityUntil,
  };
}

function spanOf(records: readonly ServiceRecord[]): { readonly from: Date; readonly until: Date } {
  return {
    from: new Date(Math.min(...records.map(({ startsAt }) => startsAt.getTime()))),
    until: new Date(Math.max(...records.map(({ endsAt }) => endsAt.getTime()))),
  };
}

function wholeDays({ from, until }: { readonly from: Date; readonly until: Date }): [Date, Date] {
  const dayAfter: LocalDay = addDays(localDayOf(until.getTime()), 1);
  return [new Date(startOfDayMs(localDayOf(from.getTime()))), new Date(startOfDayMs(dayAfter))];
}
