import { Injectable } from '@nestjs/common';
import type { LocalDay } from '../../../kernel/local-day';
import { Clock } from '../../../platform/clock/clock';
import { type Transaction, UnitOfWork } from '../../../platform/database/unit-of-work';
import { actorIdOf, systemActor } from '../../../platform/identity/actor';
import { DivisionDirectory } from '../../divisions';
import { LedgerPosting, type Posting } from '../../ledger';
import { PointsForRecord } from '../../points';
import type { ServiceRecord } from '../persistence/service-record';
import { ServiceRecordRepository } from '../persistence/service-record.repository';

const BATCH = 500;
const POSTED_BY = actorIdOf(systemActor('confirm-records'));

/** Confirms records whose publicity is over, and posts their minutes and points to the ledger. */
@Injectable()
export class ConfirmDue {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: ServiceRecordRepository,
    private readonly posting: LedgerPosting,
    private readonly points: PointsForRecord,
    private readonly divisions: DivisionDirectory,
    private readonly clock: Clock,
  ) {}

  /**
   * Confirms everything that is due, a batch per transaction: state and postings commit together, so that a run that
   * dies leaves a record either untouched or posted. Runs at the same time share the work; repetitions find nothing.
   *
   * @returns how many records were confirmed.
   * @throws POLICY_MISSING, POINTS_CALENDAR_MISSING
   */
  async execute(): Promise<number> {
    let total = 0;
    for (;;) {
      const confirmed = await this.unitOfWork.run((tx) => this.confirmBatch(tx));
      if (confirmed === 0) return total;
      total += confirmed;
    }
  }

  private async confirmBatch(tx: Transaction): Promise<number> {
    const now = this.clock.now();
    const due = onePerVolunteer(await this.records.takeDue(tx, now, BATCH));
    if (due.length === 0) return 0;
    const paths = new Map<string, string>();
    const postings: Posting[] = [];
    for (const record of due) {
      const path = paths.get(record.divisionId) ?? (await this.divisions.byId(record.divisionId, tx)).path;
      paths.set(record.divisionId, path);
      postings.push(...(await this.postingsOf(tx, record, path)));
    }
    await this.records.confirm(
      tx,
      due.map((record) => record.id),
      now,
    );
    if (postings.length > 0) await this.posting.post(tx, postings, POSTED_BY);
    return due.length;
  }

  private async postingsOf(tx: Transaction, record: ServiceRecord, divisionPath: string): Promise<readonly Posting[]> {
    if (record.creditedMinutes === 0) return [];
    const common = {
      volunteerId: record.volunteerId,
      issuerDivisionId: record.divisionId,
      reason: record.kind,
      causeKind: 'SERVICE_RECORD',
      causeId: record.id,
      effectiveAt: serviceStart(record),
    } as const;
    const points = await this.points.calculate(
      {
        volunteerId: record.volunteerId,
        divisionPath,
        servedOn: record.servedOn as LocalDay,
        activityKind: record.kind,
        category: record.category,
        duty: record.duty,
        creditedIntervals: record.creditedIntervals,
        grade: record.grade,
        isPointsEligible: record.isPointsEligible,
      },
      tx,
    );
    const minutes: Posting = {
      ...common,
      accountKind: record.kind === 'TRAINING' ? 'TRAINING_MINUTES' : 'SERVICE_MINUTES',
      amount: record.creditedMinutes,
      ruleVersion: record.hoursPolicyVersion,
    };
    if (points.pointTenths === 0) return [minutes];
    return [
      minutes,
      { ...common, accountKind: 'POINT_TENTHS', amount: points.pointTenths, ruleVersion: points.ruleVersion },
    ];
  }
}

/** Caps of points look at what is posted: of several records of one person the first is posted before the next. */
function onePerVolunteer(records: readonly ServiceRecord[]): readonly ServiceRecord[] {
  const seen = new Set<string>();
  return records.filter(({ volunteerId }) => !seen.has(volunteerId) && seen.add(volunteerId).size > 0);
}

function serviceStart(record: ServiceRecord): Date {
  const [first] = record.creditedIntervals;
  return first ? new Date(first.startMs) : record.startsAt;
}
