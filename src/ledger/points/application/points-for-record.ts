import { Injectable } from '@nestjs/common';
import type { Interval } from '../../../kernel/interval';
import { addDays, type LocalDay, startOfDayMs } from '../../../kernel/local-day';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { LedgerReader } from '../../ledger';
import { PolicyDirectory, WorkingCalendar } from '../../../place/policies';
import { pointsFor, type PointsInput, type PointsTraceLine } from '../domain/points-for';
import type { ActivityKind, Duty, PointsPolicy } from '../domain/points-policy';
import { pointsPolicyKind } from '../policy-kinds';
import { dayTypesOf, needsDayTypes } from './day-types';

export interface RecordFacts {
  readonly volunteerId: string;
  /** Path of the division whose rules apply: the activity's. */
  readonly divisionPath: string;
  /** The local day of service: it chooses the policy's version, and the day and month that caps count in. */
  readonly servedOn: LocalDay;
  readonly activityKind: ActivityKind;
  readonly category: string;
  readonly duty: Duty;
  readonly creditedIntervals: readonly Interval[];
  readonly grade: PointsInput['grade'];
  /** False for a record below the effective share. */
  readonly isPointsEligible: boolean;
  readonly isEmergency?: boolean;
  /** What the record has earned before, where time is added to it. Unit: tenths of a point. */
  readonly earnedInRecordPointTenths?: number;
}

export interface RecordPoints {
  /** Tenths of a point, an integer, never negative. */
  readonly pointTenths: number;
  readonly ruleVersion: string;
  readonly trace: readonly PointsTraceLine[];
}

/** Prices a record's credited time by the policy that was in force on the day of service. */
@Injectable()
export class PointsForRecord {
  /** Forgotten with its transaction. */
  private readonly policiesOf = new WeakMap<Transaction, Map<string, Promise<PointsPolicy>>>();

  constructor(
    private readonly policies: PolicyDirectory,
    private readonly calendar: WorkingCalendar,
    private readonly ledger: LedgerReader,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Hand in the transaction that posts the result: where the policy caps a day or a month, the person's records are
   * priced one after the other (a lock until the commit), so that two that are confirmed at once keep within the cap.
   *
   * @throws POLICY_MISSING, POINTS_CALENDAR_MISSING
   */
  async calculate(facts: RecordFacts, tx?: Transaction): Promise<RecordPoints> {
    if (!tx) return this.unitOfWork.snapshot((snapshot) => this.price(facts, snapshot, false));
    return this.price(facts, tx, true);
  }

  /** What the record would earn now, within somebody else's snapshot: nothing is locked, because nothing is posted. */
  async foresee(facts: RecordFacts, snapshot: Transaction): Promise<RecordPoints> {
    return this.price(facts, snapshot, false);
  }

  private async price(facts: RecordFacts, tx: Transaction, mayLock: boolean): Promise<RecordPoints> {
    const policy = await this.policyOf(facts, tx);
    if (mayLock && needsHistory(policy)) await lockPerson(tx, facts.volunteerId);
    const { pointTenths, policyVersion, trace } = pointsFor(
      {
        creditedIntervals: facts.creditedIntervals,
        grade: facts.grade,
        pointsEligible: facts.isPointsEligible,
        activityKind: facts.activityKind,
        category: facts.category,
        duty: facts.duty,
        isEmergency: facts.isEmergency ?? false,
        isFirstTime: policy.bonuses.firstTimePointTenths > 0 && (await this.isFirstTime(facts.volunteerId, tx)),
        dayTypes: needsDayTypes(policy) ? dayTypesOf(facts.creditedIntervals, await this.calendar.load(tx)) : {},
        ...(facts.earnedInRecordPointTenths !== undefined && {
          earnedInRecordPointTenths: facts.earnedInRecordPointTenths,
        }),
        earnedOnDayPointTenths: policy.caps.dayPointTenths === null ? 0 : await this.earnedOnDay(facts, tx),
        earnedInMonthPointTenths: policy.caps.monthPointTenths === null ? 0 : await this.earnedInMonth(facts, tx),
      },
      policy,
    );
    return { pointTenths, ruleVersion: policyVersion, trace };
  }

  /** Nothing stands in the accounts of minutes: what was reversed does not count as a first time. */
  /** Asked once per place and day of a transaction: a batch of hundreds of records needs a handful of policies. */
  private policyOf({ divisionPath, servedOn }: RecordFacts, tx: Transaction): Promise<PointsPolicy> {
    const known = this.policiesOf.get(tx) ?? new Map<string, Promise<PointsPolicy>>();
    this.policiesOf.set(tx, known);
    const key = `${divisionPath} ${servedOn}`;
    const policy =
      known.get(key) ??
      this.policies.effectiveAs(pointsPolicyKind, divisionPath, servedOn, tx).then(({ body }) => body);
    known.set(key, policy);
    return policy;
  }

  private async isFirstTime(volunteerId: string, tx: Transaction): Promise<boolean> {
    const { serviceMinutes, trainingMinutes } = await this.ledger.balances(volunteerId, tx);
    return serviceMinutes + trainingMinutes === 0;
  }

  private async earnedOnDay({ volunteerId, servedOn }: RecordFacts, tx: Transaction): Promise<number> {
    return this.earned(volunteerId, servedOn, addDays(servedOn, 1), tx);
  }

  private async earnedInMonth({ volunteerId, servedOn }: RecordFacts, tx: Transaction): Promise<number> {
    const first = `${servedOn.slice(0, 7)}-01` as LocalDay;
    const next = addDays(first, 31);
    return this.earned(volunteerId, first, `${next.slice(0, 7)}-01` as LocalDay, tx);
  }

  private async earned(volunteerId: string, from: LocalDay, until: LocalDay, tx: Transaction): Promise<number> {
    const span = { from: new Date(startOfDayMs(from)), to: new Date(startOfDayMs(until)) };
    return Math.max(0, await this.ledger.sumEffective(volunteerId, 'POINT_TENTHS', span, tx));
  }
}

function needsHistory({ bonuses, caps }: PointsPolicy): boolean {
  return bonuses.firstTimePointTenths > 0 || caps.dayPointTenths !== null || caps.monthPointTenths !== null;
}

async function lockPerson(tx: Transaction, volunteerId: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('points/' || $1, 0))`, [volunteerId]);
}
