import { Injectable, Logger } from '@nestjs/common';
import { DomainError } from '../../../../kernel/domain-error';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { sqlStateOf, type Transaction, UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import { actorIdOf, systemActor } from '../../../../platform/foundation/actor/actor';
import { DivisionDirectory } from '../../../../place/divisions';
import { LedgerPosting, type Posting } from '../../../../ledger/ledger';
import { PointsForRecord } from '../../../../ledger/points';
import { RecordsUnconfirmed } from '../../errors';
import { type DueChoice, type ServiceRecord, ServiceRecordRepository, type VolunteerSlice } from '../../computing';
import { pointsFactsOf } from './points-facts';

const BATCH = 500;
const POSTED_BY = actorIdOf(systemActor('confirm-records'));

interface Attempt {
  readonly taken: readonly string[];
  readonly confirmed: number;
  /** Code of what rolled the transaction back, or null. */
  readonly failure: string | null;
}

/** Confirms records whose publicity is over, and posts their minutes and points to the ledger. */
@Injectable()
export class ConfirmDue {
  private readonly logger = new Logger(ConfirmDue.name);

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
   * One record that cannot be confirmed must not hold up all others: the records of a batch that fails are tried again
   * each in a transaction of its own, and those that fail by themselves are left out for the rest of the run.
   *
   * @param slice whose records; two runs of different slices never wait for each other. Default: everybody's.
   * @returns how many records were confirmed.
   * @throws RecordsUnconfirmed at the end of the run, where records were left out; all others are confirmed by then.
   */
  async execute(slice?: VolunteerSlice): Promise<number> {
    const failures = new Map<string, string>();
    let total = 0;
    for (;;) {
      const batch = await this.attempt({ slice, except: [...failures.keys()] });
      if (batch.taken.length === 0) break;
      total += batch.confirmed;
      if (batch.failure !== null) total += await this.confirmOneByOne(batch.taken, failures);
    }
    if (failures.size > 0) throw new RecordsUnconfirmed(total, [...failures.values()]);
    return total;
  }

  /** @returns how many were confirmed; the others are added to `failures`, record id → code. */
  private async confirmOneByOne(ids: readonly string[], failures: Map<string, string>): Promise<number> {
    let confirmed = 0;
    for (const id of ids) {
      const single = await this.attempt({ only: [id] });
      confirmed += single.confirmed;
      if (single.failure === null) continue;
      failures.set(id, single.failure);
      this.logger.error(`服务记录 ${id} 未能确认入账(${single.failure}),本次跳过,下次运行再试。`);
    }
    return confirmed;
  }

  /** One transaction. What fails before any record is taken is no record's fault (the database is away): passed on. */
  private async attempt(choice: DueChoice): Promise<Attempt> {
    let taken: readonly string[] = [];
    try {
      await this.unitOfWork.run(async (tx) => {
        taken = [];
        const now = this.clock.now();
        const due = onePerVolunteer(await this.records.takeDue(tx, now, BATCH, choice));
        taken = due.map((record) => record.id);
        if (due.length > 0) await this.confirm(tx, due, now);
      });
      return { taken, confirmed: taken.length, failure: null };
    } catch (error) {
      if (taken.length === 0) throw error;
      return { taken, confirmed: 0, failure: codeOf(error) };
    }
  }

  /** Confirms and posts these records, one per volunteer at most, inside the caller's transaction. */
  async confirm(tx: Transaction, due: readonly ServiceRecord[], now: Date): Promise<void> {
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
    const points = await this.points.calculate(pointsFactsOf(record, divisionPath), tx);
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

/** A code that may stand in a log: messages of the database can quote values of the row. */
function codeOf(error: unknown): string {
  if (error instanceof DomainError) return error.code;
  const sqlState = sqlStateOf(error);
  if (sqlState !== null) return `SQLSTATE ${sqlState}`;
  return error instanceof Error ? error.name : 'UNKNOWN';
}
