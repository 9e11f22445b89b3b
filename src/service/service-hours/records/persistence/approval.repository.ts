import { Injectable } from '@nestjs/common';
import type { Interval } from '../../../../kernel/interval';
import type { LocalDay } from '../../../../kernel/local-day';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import type { CapLevel } from '../domain/cap-decision';
import type { Approval } from '../domain/second-approval';
import type { ServiceRecord } from '../../computing';

export interface NewApproval extends Approval {
  readonly id: string;
  readonly reason: string;
  readonly approvedAt: Date;
}

export interface NewCapDecision {
  readonly id: string;
  readonly level: CapLevel;
  readonly approvedMinutes: number;
  readonly refusedMinutes: number;
  readonly intervals: readonly Interval[];
  readonly reason: string;
  readonly decidedBy: string;
  readonly decidedAt: Date;
}

/** Writes approvals and decisions about minutes above a cap. Both are facts: the database refuses to change them. */
@Injectable()
export class ApprovalRepository {
  /** Approvals of the record as it was computed last. */
  async given(tx: Transaction, record: ServiceRecord): Promise<readonly Approval[]> {
    return tx.query<Approval>(
      `select approver_id as "approverId", unit_division_id as "unitDivisionId" from record_approval
       where volunteer_id = $1 and record_id = $2 and computed_at = $3 order by approved_at, id`,
      [record.volunteerId, record.id, record.computedAt],
    );
  }

  async add(tx: Transaction, record: ServiceRecord, approval: NewApproval): Promise<void> {
    await tx.query(
      `insert into record_approval (id, volunteer_id, record_id, computed_at, approver_id, unit_division_id, reason,
         approved_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        approval.id,
        record.volunteerId,
        record.id,
        record.computedAt,
        approval.approverId,
        approval.unitDivisionId,
        approval.reason,
        approval.approvedAt,
      ],
    );
  }

  async require(tx: Transaction, recordId: string, approvals: 1 | 2): Promise<void> {
    await tx.query(
      `update service_record set approvals_required = $2, version = version + 1
       where id = $1 and approvals_required <> $2`,
      [recordId, approvals],
    );
  }

  /** Approved minutes of grade D and E of a person's other records in [from, until). Unit: minutes. */
  async otherWeakMinutes(tx: Transaction, record: ServiceRecord, from: LocalDay, until: LocalDay): Promise<number> {
    const [row] = await tx.query<{ minutes: number }>(
      `select coalesce(sum(r.credited_minutes + r.granted_minutes), 0)::int as minutes from service_record r
       where r.volunteer_id = $1 and r.id <> $2 and r.grade in ('D', 'E') and r.status in ('PUBLICITY', 'CONFIRMED')
         and r.served_on >= $3::date and r.served_on < $4::date`,
      [record.volunteerId, record.id, from, until],
    );
    return row?.minutes ?? 0;
  }

  /** The time that decisions about the record have granted so far. */
  async grantedIntervals(tx: Transaction, record: ServiceRecord): Promise<readonly Interval[]> {
    const rows = await tx.query<{ intervals: readonly Interval[] }>(
      'select intervals from day_cap_decision where volunteer_id = $1 and record_id = $2',
      [record.volunteerId, record.id],
    );
    return rows.flatMap(({ intervals }) => intervals);
  }

  /** Points that the record and its grants have posted so far. Unit: tenths of a point. */
  async earnedPointTenths(tx: Transaction, record: ServiceRecord): Promise<number> {
    const [row] = await tx.query<{ pointTenths: number }>(
      `select coalesce(sum(e.amount), 0)::int as "pointTenths" from ledger_entry e
       where e.volunteer_id = $1 and e.account_kind = 'POINT_TENTHS'
         and (e.cause_kind = 'SERVICE_RECORD' and e.cause_id = $2 or e.cause_kind = 'MANUAL' and e.cause_id in (
           select d.id from day_cap_decision d where d.volunteer_id = $1 and d.record_id = $2))`,
      [record.volunteerId, record.id],
    );
    return row?.pointTenths ?? 0;
  }

  /** Ids of the decisions that have posted minutes for the record. */
  async grantsOf(tx: Transaction, record: ServiceRecord): Promise<readonly string[]> {
    const rows = await tx.query<{ id: string }>(
      `select id from day_cap_decision where volunteer_id = $1 and record_id = $2 and approved_minutes > 0
       order by decided_at, id`,
      [record.volunteerId, record.id],
    );
    return rows.map(({ id }) => id);
  }

  /** Keeps the decision, moves the record's sums and marks the granted time as credited. */
  async decideCap(tx: Transaction, record: ServiceRecord, decision: NewCapDecision): Promise<void> {
    await tx.query(
      `insert into day_cap_decision (id, volunteer_id, record_id, level, approved_minutes, refused_minutes, intervals,
         reason, decided_by, decided_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        decision.id,
        record.volunteerId,
        record.id,
        decision.level,
        decision.approvedMinutes,
        decision.refusedMinutes,
        JSON.stringify(decision.intervals),
        decision.reason,
        decision.decidedBy,
        decision.decidedAt,
      ],
    );
    await tx.query(
      `update service_record set granted_minutes = granted_minutes + $2,
         pending_community_minutes = case when $3 = 'COMMUNITY' then 0 else pending_community_minutes end,
         pending_street_minutes = case when $3 = 'STREET' then 0 else pending_street_minutes end, version = version + 1
       where id = $1`,
      [record.id, decision.approvedMinutes, decision.level],
    );
    await tx.query(
      `insert into credited_span (volunteer_id, record_id, span)
       select $1, $2, tstzrange(to_timestamp((s ->> 'startMs')::bigint / 1000.0),
         to_timestamp((s ->> 'endMs')::bigint / 1000.0))
       from jsonb_array_elements($3::jsonb) s`,
      [record.volunteerId, record.id, JSON.stringify(decision.intervals)],
    );
  }
}
