import { Injectable } from '@nestjs/common';
import { pointsSentences, PointsForRecord } from '../../../../ledger/points';
import { DivisionDirectory } from '../../../../place/divisions';
import { type Transaction, UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { requireVolunteer } from '../../../../platform/security/identity/access';
import {
  type PlannedShift,
  PublicityPeriods,
  type PunchPair,
  type ServiceRecord,
  suggestedOutAt,
} from '../../computing';
import { methodWords, type RecordStep } from '../domain/record-steps';
import { serviceHoursErrors } from '../../errors';
import { ApprovalRepository } from '../persistence/approval.repository';
import { ObjectionRepository } from '../persistence/objection.repository';
import { RecordDirectory } from '../persistence/record-directory';
import { detailsOf, type OwnRecord, summaryOf } from './list-records';
import { pointsFactsOf } from './points-facts';
import { RecordCourses, type TimeSpan } from './record-course';

export interface OwnRecordPoints {
  /** Tenths of a point: posted, or what they will be if nothing changes until then. */
  readonly pointTenths: number;
  readonly isPosted: boolean;
  /** How they came about; empty where they were posted by rules or sums that have changed since. */
  readonly sentences: readonly string[];
}

/** A record with everything its person may want to know of it. Instants are ISO 8601. */
export interface OwnRecordDetail extends OwnRecord {
  readonly activityId: string;
  readonly divisionName: string;
  readonly steps: readonly RecordStep[];
  readonly punches: readonly {
    readonly checkedInAt: string;
    readonly checkedOutAt: string | null;
    /** How the check-in was made, in words. */
    readonly inWords: string;
    readonly outWords: string | null;
  }[];
  readonly breaks: readonly TimeSpan[];
  readonly counted: readonly TimeSpan[];
  readonly computedAt: string;
  readonly publicityFrom: string | null;
  readonly confirmedAt: string | null;
  readonly mayObject: boolean;
  readonly hasOpenObjection: boolean;
  /** Set while the volunteer may say when the service ended. */
  readonly missingCheckOut: { readonly suggestedOutAt: string; readonly correctUntil: string } | null;
  readonly proposedOutAt: string | null;
  /** Null for a record that earns nothing any more: rejected or reversed. */
  readonly points: OwnRecordPoints | null;
  readonly ruleVersion: string;
  readonly ruleEffectiveFrom: string;
}

/** Explains one record to its person: every minute, what it earns, what comes next and what can still be said. */
@Injectable()
export class ShowOwnRecord {
  constructor(
    private readonly records: RecordDirectory,
    private readonly unitOfWork: UnitOfWork,
    private readonly courses: RecordCourses,
    private readonly divisions: DivisionDirectory,
    private readonly objections: ObjectionRepository,
    private readonly approvals: ApprovalRepository,
    private readonly points: PointsForRecord,
    private readonly periods: PublicityPeriods,
    private readonly clock: Clock,
  ) {}

  /** @throws VOLUNTEER_ACCOUNT_REQUIRED, RECORD_UNKNOWN (also for the records of others), CALENDAR_YEAR_MISSING, POLICY_MISSING */
  async execute(actor: Actor, recordId: string): Promise<OwnRecordDetail> {
    const volunteerId = requireVolunteer(actor);
    const record = await this.records.byId(recordId);
    if (record?.volunteerId !== volunteerId) throw serviceHoursErrors.refuse('RECORD_UNKNOWN');
    const division = await this.divisions.byId(record.divisionId);
    return this.unitOfWork.snapshot(async (tx) => {
      const course = await this.courses.of(tx, record);
      const { steps, breaks, counted, plan } = course;
      return {
        ...summaryOf(record),
        ...detailsOf(record),
        activityId: record.activityId,
        divisionName: division.name,
        ...{ steps, breaks, counted, punches: punchesOf(course.pairs) },
        ...whereItStands(record),
        hasOpenObjection: await this.objections.isOpen(tx, record.id),
        missingCheckOut: await this.missingCheckOut(tx, record, course.planNow),
        points: await this.pointsOf(tx, record, division.path),
        ruleVersion: plan.policy.version,
        ruleEffectiveFrom: plan.policy.effectiveFrom,
      };
    });
  }

  /** The same that the proposal is checked against. */
  private async missingCheckOut(
    tx: Transaction,
    record: ServiceRecord,
    plan: PlannedShift,
  ): Promise<OwnRecordDetail['missingCheckOut']> {
    const isMissing = record.flags.includes('AUTO_CLOSED') && record.proposedOutAt === null && isOpen(record);
    if (!isMissing) return null;
    const until = await this.periods.correctionUntil(tx, record.computedAt, plan.policy);
    if (this.clock.now() >= until) return null;
    return { suggestedOutAt: suggestedOutAt(plan).toISOString(), correctUntil: until.toISOString() };
  }

  private async pointsOf(tx: Transaction, record: ServiceRecord, path: string): Promise<OwnRecordPoints | null> {
    if (record.status === 'REJECTED' || record.status === 'REVERSED') return null;
    const isPosted = record.status === 'CONFIRMED';
    const priced = await this.points.foresee(pointsFactsOf(record, path), tx);
    const posted = isPosted ? await this.approvals.earnedPointTenths(tx, record) : priced.pointTenths;
    const sentences = posted === priced.pointTenths ? pointsSentences(priced.trace) : [];
    return { pointTenths: posted, isPosted, sentences };
  }
}

function isOpen({ status }: ServiceRecord): boolean {
  return status === 'PUBLICITY' || status === 'UNDER_REVIEW';
}

function punchesOf(pairs: readonly PunchPair[]): OwnRecordDetail['punches'] {
  return pairs.map(({ in: checkIn, out }) => ({
    checkedInAt: new Date(checkIn.atMs).toISOString(),
    checkedOutAt: out && new Date(out.atMs).toISOString(),
    inWords: methodWords[checkIn.method],
    outWords: out && methodWords[out.method],
  }));
}

function whereItStands(
  record: ServiceRecord,
): Pick<OwnRecordDetail, 'computedAt' | 'publicityFrom' | 'confirmedAt' | 'mayObject' | 'proposedOutAt'> {
  return {
    computedAt: record.computedAt.toISOString(),
    publicityFrom: record.publicityFrom?.toISOString() ?? null,
    confirmedAt: record.confirmedAt?.toISOString() ?? null,
    mayObject: isOpen(record),
    proposedOutAt: record.proposedOutAt?.toISOString() ?? null,
  };
}
