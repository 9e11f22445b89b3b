import { Injectable } from '@nestjs/common';
import type { Interval } from '../../../../kernel/interval';
import { addDays, localDayOf, startOfDayMs } from '../../../../kernel/local-day';
import { Clock } from '../../../../platform/foundation/clock/clock';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { IdSource } from '../../../../platform/foundation/ids/id-source';
import { AttendanceDirectory, type CountingPunch } from '../../../attendance';
import type { ShiftView } from '../../../activities';
import type { HoursResult, TakenFacts } from '../domain/hours-types';
import { computePerson, type PersonSubject } from '../domain/person-hours';
import type { ServiceRecord } from '../persistence/service-record';
import { type ComputedRecord, ServiceRecordRepository } from '../persistence/service-record.repository';
import { handsOf } from './hands-of-punches';
import { type PublicityPeriod, PublicityPeriods } from './publicity-period';
import { type PlannedShift, ShiftPlans } from './shift-plans';
import type { TakenOf } from './taken-attendance';
import { plannedTime } from '../domain/planned-time';

/** FIRST leaves whoever has a record of the shift alone; AGAIN computes it anew, whatever it says now. */
export type ComputeMode = 'FIRST' | 'AGAIN';

export interface ComputeOrder {
  readonly shift: ShiftView;
  readonly volunteerIds: readonly string[];
  readonly mode: ComputeMode;
  /** Sends the record of the shift to review even where the rules would not. */
  readonly isReviewWanted?: boolean;
}

interface Subject {
  readonly plan: PlannedShift;
  readonly taken: TakenOf;
  readonly previous: ServiceRecord | null;
  readonly revision: number;
  readonly isTarget: boolean;
}

type PunchOfShift = CountingPunch & { readonly shiftId: string };

/** What one run of computing shares between its people. */
interface Run {
  /** Punches that count, of the shift and its people, by person. */
  readonly punches: ReadonlyMap<string, readonly PunchOfShift[]>;
  readonly periods: Map<string, Promise<PublicityPeriod>>;
  readonly isReviewWanted: boolean;
  /** Duty time of those who have any. */
  readonly duty: ReadonlyMap<string, readonly Interval[]>;
}

/** Turns the punches of people in a shift into records: loads, lets the rules decide, writes. */
@Injectable()
export class HoursComputer {
  constructor(
    private readonly records: ServiceRecordRepository,
    private readonly attendance: AttendanceDirectory,
    private readonly plans: ShiftPlans,
    private readonly periods: PublicityPeriods,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Computes the record of the shift for each person, and again the person's unconfirmed records that it overlaps, so
   * that who keeps which minutes does not depend on the order in which shifts are closed. The people are locked first.
   *
   * @returns the ids of the records that were written.
   * @throws CALENDAR_YEAR_MISSING, POLICY_MISSING
   */
  async compute(tx: Transaction, order: ComputeOrder): Promise<readonly string[]> {
    await this.records.lockVolunteers(tx, order.volunteerIds);
    const plan = await this.plans.of(tx, order.shift, order.volunteerIds);
    const taken = await this.plans.takenOf(tx, order.shift);
    const revisions = await this.records.revisionsOf(tx, order.shift.id, order.volunteerIds);
    const live = byPerson(await this.records.liveBetween(tx, order.volunteerIds, ...daysAround(plan)));
    const due = order.volunteerIds.filter((id) => order.mode === 'AGAIN' || !revisions.has(id));
    const run: Run = {
      // One question for all: planning a query over the leaves of punch costs more than answering it.
      punches: byPerson(
        await this.punchesOf(
          tx,
          due.map((volunteerId) => ({ shiftId: order.shift.id, volunteerId })),
        ),
      ),
      periods: new Map(),
      isReviewWanted: order.isReviewWanted === true,
      duty: await this.plans.dutyTime(tx, due, dutySpan(plan, [...live.values()].flat())),
    };
    const written: ComputedRecord[] = [];
    for (const volunteerId of due) {
      const own = live.get(volunteerId) ?? [];
      const previous = own.find((record) => record.shiftId === order.shift.id) ?? null;
      const last = revisions.get(volunteerId);
      const revision = previous?.revision ?? (last?.revision ?? 0) + 1;
      // Computed again, a record keeps its rules: by others it is judged only by an approved recompute.
      const kept = await this.plans.keeping(tx, plan, last?.policyVersion ?? plan.policy.version);
      const target: Subject = { plan: kept, taken, previous, revision, isTarget: true };
      written.push(...(await this.computePersonOf(tx, run, target, own, volunteerId)));
    }
    await this.records.save(tx, written);
    return written.map((record) => record.id);
  }

  private async computePersonOf(
    tx: Transaction,
    run: Run,
    target: Subject,
    own: readonly ServiceRecord[],
    volunteerId: string,
  ): Promise<readonly ComputedRecord[]> {
    const others = own.filter((record) => record.shiftId !== target.plan.shift.id);
    const touched = others.filter((record) => record.status !== 'CONFIRMED' && overlaps(record, target.plan));
    const subjects = [target];
    for (const previous of touched) {
      const own = await this.plans.byId(tx, previous.shiftId);
      const plan = await this.plans.keeping(tx, own, previous.hoursPolicyVersion);
      const taken = await this.plans.takenOf(tx, plan.shift);
      subjects.push({ plan, taken, previous, revision: previous.revision, isTarget: false });
    }
    const elsewhere = touched.map(({ shiftId }) => ({ shiftId, volunteerId }));
    const punches = [...(run.punches.get(volunteerId) ?? []), ...(await this.punchesOf(tx, elsewhere))];
    const settled = others.filter((record) => !touched.includes(record)).map(settledOf);
    const results = computePerson(
      subjects.map((subject) =>
        inputOf(subject, punches, {
          dutyTime: run.duty.get(volunteerId) ?? [],
          taken: subject.taken(volunteerId),
          isNoService: isNoServiceOf(subject, volunteerId),
        }),
      ),
      settled,
    );
    const written: ComputedRecord[] = [];
    for (const subject of subjects) {
      const result = results.get(subject.plan.shift.id);
      if (!result || (!subject.isTarget && isUnchanged(subject.previous, result))) continue;
      const own = punches.filter((punch) => punch.shiftId === subject.plan.shift.id);
      written.push(await this.recordOf(tx, run, subject, result, { volunteerId, punches: own }));
    }
    return written;
  }

  private async punchesOf(
    tx: Transaction,
    keys: readonly { readonly shiftId: string; readonly volunteerId: string }[],
  ): Promise<readonly PunchOfShift[]> {
    return keys.length === 0 ? [] : this.attendance.countingPunches(tx, keys);
  }

  /** The publicity that begins now; the same for all records of a run but for the pending grade. */
  private periodOf(
    tx: Transaction,
    run: Run,
    { policy }: PlannedShift,
    isGradePending: boolean,
  ): Promise<PublicityPeriod> {
    const key = `${policy.version}/${isGradePending ? 'pending' : 'final'}`;
    const period = run.periods.get(key) ?? this.periods.from(tx, this.clock.now(), policy, isGradePending);
    run.periods.set(key, period);
    return period;
  }

  private async recordOf(
    tx: Transaction,
    run: Run,
    { plan, previous, revision, isTarget }: Subject,
    result: HoursResult,
    { volunteerId, punches }: { readonly volunteerId: string; readonly punches: readonly CountingPunch[] },
  ): Promise<ComputedRecord> {
    const { shift } = plan;
    const isReviewWanted = run.isReviewWanted && isTarget;
    const now = this.clock.now();
    const isWeak = result.grade === 'D' || result.grade === 'E';
    const isReviewed = result.needsReview || isWeak || isReviewWanted || previous?.status === 'UNDER_REVIEW';
    const period = isReviewed
      ? { publicityFrom: null, publicityUntil: null }
      : await this.periodOf(tx, run, plan, result.gradePending);
    return {
      id: previous?.id ?? this.ids.next(),
      volunteerId,
      shiftId: shift.id,
      activityId: shift.activityId,
      activityTitle: shift.title,
      teamId: shift.teamId,
      divisionId: shift.divisionId,
      startsAt: shift.startsAt,
      endsAt: plan.endsAt,
      revision,
      kind: shift.kind,
      category: shift.category,
      duty: plan.dutyOf(volunteerId),
      status: isReviewed ? 'UNDER_REVIEW' : 'PUBLICITY',
      servedOn: localDayOf(shift.startsAt.getTime()),
      rawMinutes: result.rawMinutes,
      clippedMinutes: result.clippedMinutes,
      creditedMinutes: result.creditedMinutes,
      pendingCommunityMinutes: result.pendingMinutes.community,
      pendingStreetMinutes: result.pendingMinutes.street,
      grade: result.grade,
      isGradePending: result.gradePending,
      flags: result.flags,
      recordedBy: handsOf(punches),
      isPointsEligible: result.pointsEligible,
      hoursPolicyVersion: result.policyVersion,
      trace: result.trace,
      creditedIntervals: result.creditedIntervals,
      occupiedIntervals: result.occupiedIntervals,
      computedAt: now,
      ...period,
    };
  }
}

/** A batch is asked for by person as often as it has people: it is looked up, not searched. */
function byPerson<Fact extends { readonly volunteerId: string }>(facts: readonly Fact[]): ReadonlyMap<string, Fact[]> {
  const found = new Map<string, Fact[]>();
  for (const fact of facts) {
    const own = found.get(fact.volunteerId);
    if (own) own.push(fact);
    else found.set(fact.volunteerId, [fact]);
  }
  return found;
}

/** The local days the shift touches, whole, because caps are by day. */
function daysAround({ shift, endsAt }: PlannedShift): [Date, Date] {
  const first = localDayOf(shift.startsAt.getTime());
  const last = localDayOf(endsAt.getTime());
  return [new Date(startOfDayMs(first)), new Date(startOfDayMs(addDays(last, 1)))];
}

function overlaps(record: ServiceRecord, { shift, endsAt }: PlannedShift): boolean {
  return record.startsAt < endsAt && record.endsAt > shift.startsAt;
}

/** What another record of the person holds, for records that stay as they are. */
export function settledOf(record: ServiceRecord) {
  return {
    order: { plannedStartMs: record.startsAt.getTime(), key: record.shiftId },
    intervals: record.occupiedIntervals,
    isConfirmed: record.status === 'CONFIRMED',
  };
}

/** From the first to the last second that a shift, or a record that is computed again with it, may credit. */
function dutySpan(plan: PlannedShift, live: readonly ServiceRecord[]): { readonly from: Date; readonly until: Date } {
  const touched = live.filter((record) => record.status !== 'CONFIRMED' && overlaps(record, plan));
  const starts = [plan.shift, ...touched].map(({ startsAt }) => startsAt.getTime());
  const ends = [plan, ...touched].map(({ endsAt }) => endsAt.getTime());
  return { from: new Date(Math.min(...starts)), until: new Date(Math.max(...ends)) };
}

/** A record keeps what it was judged as; a person's first one goes by the position they signed up for. */
function isNoServiceOf({ plan, previous }: Pick<Subject, 'plan' | 'previous'>, volunteerId: string): boolean {
  return previous === null ? !plan.isServiceOf(volunteerId) : previous.flags.includes('NOT_SERVICE');
}

/** What the rules are asked about a person's record of a shift. */
export function inputOf(
  { plan }: Pick<Subject, 'plan'>,
  punches: readonly (CountingPunch & { readonly shiftId: string })[],
  person: { readonly dutyTime: readonly Interval[]; readonly taken: TakenFacts; readonly isNoService: boolean },
): PersonSubject {
  const { shift, policy } = plan;
  return {
    policy,
    input: {
      order: { plannedStartMs: shift.startsAt.getTime(), key: shift.id },
      ...plannedTime({
        startMs: shift.startsAt.getTime(),
        endMs: shift.endsAt.getTime(),
        extendedToMs: shift.extendedTo?.getTime() ?? null,
        closedAtMs: shift.closedAt?.getTime() ?? null,
      }),
      breaks: shift.breaks.map((pause) => ({ startMs: pause.startsAt.getTime(), endMs: pause.endsAt.getTime() })),
      punches: punches
        .filter((punch) => punch.shiftId === shift.id)
        .map(({ id, direction, atMs, method }) => ({ id, direction, atMs, method })),
      ...person,
      dayApprovals: {},
      isTraining: shift.kind === 'TRAINING',
    },
  };
}

function isUnchanged(previous: ServiceRecord | null, result: HoursResult): boolean {
  if (!previous) return false;
  const before = [previous.creditedMinutes, [...previous.flags].sort(), previous.occupiedIntervals.map(edges)];
  const after = [result.creditedMinutes, [...result.flags].sort(), result.occupiedIntervals.map(edges)];
  return JSON.stringify(before) === JSON.stringify(after);
}

function edges({ startMs, endMs }: { readonly startMs: number; readonly endMs: number }): readonly number[] {
  return [startMs, endMs];
}
