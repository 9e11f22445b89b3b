import { Injectable } from '@nestjs/common';
import type { LocalDay } from '../../../../kernel/local-day';
import { type Transaction, UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import type { TieFacts } from '../../../../platform/security/decisions';
import type { RecomputeDifference } from '../domain/recompute-difference';
import { type ComputedRecord, recordColumns, type ServiceRecord } from '../../computing';

export interface RecomputeRun {
  readonly id: string;
  readonly divisionId: string;
  readonly fromDay: LocalDay;
  readonly toDay: LocalDay;
  readonly policyVersion: string;
  readonly reason: string;
  readonly status: 'DRAFT' | 'APPROVED' | 'DONE' | 'DISCARDED';
  readonly examinedCount: number;
  readonly createdBy: string;
  readonly createdAt: Date;
}

export interface ListedRun extends RecomputeRun {
  readonly divisionPath: string;
}

export interface RunQuestion {
  /** Path prefixes of the divisions the reader may see. */
  readonly scopes: readonly string[];
  readonly path: string;
  readonly status: RecomputeRun['status'] | null;
  readonly limit: number;
  /** (createdAt, id) of the last row before; null for the first page. */
  readonly after: readonly (string | number)[] | null;
}

export interface RunCounts {
  readonly differenceCount: number;
  readonly pendingCount: number;
  readonly appliedCount: number;
  readonly skippedCount: number;
  readonly beforeMinutes: number;
  readonly afterMinutes: number;
}

/** What becomes of a record: the computed parts in JSON, instants as texts. */
export type RecomputeResult = Omit<ComputedRecord, 'startsAt' | 'endsAt' | 'computedAt'>;

export interface RecomputeLine extends RecomputeDifference {
  readonly volunteerId: string;
  readonly recordId: string;
  readonly beforeVersion: string;
  readonly result: RecomputeResult;
  readonly status: 'PENDING' | 'APPLIED' | 'SKIPPED';
  readonly newRecordId: string | null;
  readonly skipReason: string | null;
}

const runColumns = `u.id, u.division_id as "divisionId", u.from_day::text as "fromDay", u.to_day::text as "toDay",
  u.policy_version as "policyVersion", u.reason, u.status, u.examined_count as "examinedCount",
  u.created_by as "createdBy", u.created_at as "createdAt"`;
const lineColumns = `l.volunteer_id as "volunteerId", l.record_id as "recordId", l.before_minutes as "beforeMinutes",
  l.after_minutes as "afterMinutes", l.before_version as "beforeVersion", l.why, l.result, l.status,
  l.new_record_id as "newRecordId", l.skip_reason as "skipReason"`;

/** Keeps runs of recomputing and their lines. */
@Injectable()
export class RecomputeRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Confirmed records below a path, served between two days (both included); limit + 1 rows. */
  async confirmed(
    tx: Transaction,
    path: string,
    from: LocalDay,
    to: LocalDay,
    limit: number,
  ): Promise<readonly ServiceRecord[]> {
    return tx.query<ServiceRecord>(
      `select ${recordColumns} from service_record r join division d on d.id = r.division_id
       where r.status = 'CONFIRMED' and starts_with(d.path, $1) and r.served_on between $2::date and $3::date
       order by r.volunteer_id, r.starts_at, r.id limit $4`,
      [path, from, to, limit + 1],
    );
  }

  /** All live records of people between two instants, without holding them. */
  async liveOf(
    tx: Transaction,
    volunteerIds: readonly string[],
    from: Date,
    until: Date,
  ): Promise<readonly ServiceRecord[]> {
    return tx.query<ServiceRecord>(
      `select ${recordColumns} from service_record r where r.volunteer_id = any ($1::uuid[])
         and r.status not in ('REJECTED', 'REVERSED') and r.starts_at < $3 and r.ends_at > $2
       order by r.volunteer_id, r.starts_at, r.id`,
      [volunteerIds, from, until],
    );
  }

  async insert(tx: Transaction, run: RecomputeRun, lines: readonly RecomputeLine[]): Promise<void> {
    await tx.query(
      `insert into recompute_run (id, division_id, from_day, to_day, policy_version, reason, status, examined_count,
         created_by, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        run.id,
        run.divisionId,
        run.fromDay,
        run.toDay,
        run.policyVersion,
        run.reason,
        run.status,
        run.examinedCount,
        run.createdBy,
        run.createdAt,
      ],
    );
    await tx.query(
      `insert into recompute_line (volunteer_id, run_id, record_id, before_minutes, after_minutes, before_version, why,
         result, status, skip_reason)
       select l."volunteerId", $2, l."recordId", l."beforeMinutes", l."afterMinutes", l."beforeVersion", l.why, l.result,
         l.status, l."skipReason"
       from jsonb_to_recordset($1::jsonb) l ("volunteerId" uuid, "recordId" uuid, "beforeMinutes" int,
         "afterMinutes" int, "beforeVersion" text, why text[], result jsonb, status text, "skipReason" text)`,
      [JSON.stringify(lines), run.id],
    );
  }

  /** The run, held for update, or null. */
  async hold(tx: Transaction, id: string): Promise<RecomputeRun | null> {
    const rows = await tx.query<RecomputeRun>(`select ${runColumns} from recompute_run u where u.id = $1 for update`, [
      id,
    ]);
    return rows[0] ?? null;
  }

  /** What ties somebody to a run: everybody whose minutes it changes, and who made it. */
  async tiesOf({ id, createdBy, createdAt }: RecomputeRun, tx?: Transaction): Promise<TieFacts> {
    const sql = 'select distinct volunteer_id as "volunteerId" from recompute_line where run_id = $1';
    interface Row {
      readonly volunteerId: string;
    }
    const rows = await (tx ? tx.query<Row>(sql, [id]) : this.unitOfWork.read<Row>(sql, [id]));
    const concerned = rows.map(({ volunteerId }) => volunteerId);
    return { askedBy: createdBy, hands: [], concerned, beganAt: createdAt };
  }

  async find(id: string): Promise<RecomputeRun | null> {
    const rows = await this.unitOfWork.read<RecomputeRun>(`select ${runColumns} from recompute_run u where u.id = $1`, [
      id,
    ]);
    return rows[0] ?? null;
  }

  /** Runs of places below the scopes, the latest first; limit + 1 rows. */
  async list(question: RunQuestion): Promise<readonly ListedRun[]> {
    const { scopes, path, status, limit, after } = question;
    return this.unitOfWork.read<ListedRun>(
      `select ${runColumns}, d.path as "divisionPath"
       from recompute_run u join division d on d.id = u.division_id
       where exists (select 1 from unnest($1::text[]) scope where starts_with(d.path, scope)) and starts_with(d.path, $2)
         and ($3::text is null or u.status = $3)
         and ($4::timestamptz is null or (u.created_at, u.id) < ($4::timestamptz, $5::uuid))
       order by u.created_at desc, u.id desc limit $6`,
      [scopes, path, status, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    );
  }

  async decide(tx: Transaction, id: string, status: 'APPROVED' | 'DISCARDED', by: string, at: Date): Promise<void> {
    await tx.query('update recompute_run set status = $2, decided_by = $3, decided_at = $4 where id = $1', [
      id,
      status,
      by,
      at,
    ]);
  }

  async finish(tx: Transaction, id: string, at: Date): Promise<void> {
    await tx.query(
      `update recompute_run u set status = 'DONE', finished_at = $2 where u.id = $1 and u.status = 'APPROVED'
         and not exists (select 1 from recompute_line l where l.run_id = u.id and l.status = 'PENDING')`,
      [id, at],
    );
  }

  async decidedBy(id: string): Promise<string | null> {
    const [row] = await this.unitOfWork.read<{ by: string | null }>(
      `select decided_by as by from recompute_run where id = $1 and status = 'APPROVED'`,
      [id],
    );
    return row?.by ?? null;
  }

  /** People with lines that are still to be applied, in id order. */
  async peopleLeft(runId: string, limit: number): Promise<readonly string[]> {
    const rows = await this.unitOfWork.read<{ volunteerId: string }>(
      `select distinct volunteer_id as "volunteerId" from recompute_line where run_id = $1 and status = 'PENDING'
       order by 1 limit $2`,
      [runId, limit],
    );
    return rows.map(({ volunteerId }) => volunteerId);
  }

  /** A person's lines that are still to be applied, held for update. */
  async pendingOf(tx: Transaction, runId: string, volunteerId: string): Promise<readonly RecomputeLine[]> {
    return tx.query<RecomputeLine>(
      `select ${lineColumns} from recompute_line l
       where l.volunteer_id = $2 and l.run_id = $1 and l.status = 'PENDING' order by l.record_id for update`,
      [runId, volunteerId],
    );
  }

  async markApplied(tx: Transaction, runId: string, line: RecomputeLine, newRecordId: string): Promise<void> {
    await tx.query(
      `update recompute_line set status = 'APPLIED', new_record_id = $4
       where volunteer_id = $1 and run_id = $2 and record_id = $3`,
      [line.volunteerId, runId, line.recordId, newRecordId],
    );
  }

  async skip(tx: Transaction, runId: string, volunteerId: string, reason: string): Promise<void> {
    await tx.query(
      `update recompute_line set status = 'SKIPPED', skip_reason = $3
       where volunteer_id = $2 and run_id = $1 and status = 'PENDING'`,
      [runId, volunteerId, reason],
    );
  }

  async counts(runId: string): Promise<RunCounts> {
    const [counts] = await this.unitOfWork.read<RunCounts>(
      `select count(*)::int as "differenceCount", count(*) filter (where status = 'PENDING')::int as "pendingCount",
         count(*) filter (where status = 'APPLIED')::int as "appliedCount",
         count(*) filter (where status = 'SKIPPED')::int as "skippedCount",
         coalesce(sum(before_minutes), 0)::int as "beforeMinutes", coalesce(sum(after_minutes), 0)::int as "afterMinutes"
       from recompute_line where run_id = $1`,
      [runId],
    );
    const none = { pendingCount: 0, appliedCount: 0, skippedCount: 0, beforeMinutes: 0, afterMinutes: 0 };
    return counts ?? { differenceCount: 0, ...none };
  }

  /** Lines of a run, limit + 1 rows. */
  async lines(
    runId: string,
    after: readonly (string | number)[] | null,
    limit: number,
  ): Promise<readonly RecomputeLine[]> {
    const [volunteerId, recordId] = after ?? [null, null];
    return this.unitOfWork.read<RecomputeLine>(
      `select ${lineColumns} from recompute_line l where l.run_id = $1
         and ($2::uuid is null or (l.volunteer_id, l.record_id) > ($2::uuid, $3::uuid))
       order by l.volunteer_id, l.record_id limit $4`,
      [runId, volunteerId, recordId, limit + 1],
    );
  }
}
