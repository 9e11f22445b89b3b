import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { recordColumns, type RecordStatus, type ServiceRecord } from './service-record';

/** A record with what computing says about it; life and decisions are kept by the other methods. */
export type ComputedRecord = Omit<
  ServiceRecord,
  | 'confirmedAt'
  | 'decidedBy'
  | 'decisionReason'
  | 'proposedOutAt'
  | 'proposalReason'
  | 'proposedBy'
  | 'approvalsRequired'
  | 'grantedMinutes'
  | 'version'
>;

export interface RecordDecision {
  readonly status: RecordStatus;
  readonly decidedBy: string;
  readonly reason: string | null;
  readonly publicityFrom?: Date;
  readonly publicityUntil?: Date;
}

/** The volunteers in the partitions p with p mod `of` = `index`. */
export interface VolunteerSlice {
  readonly index: number;
  readonly of: number;
}

/** Narrows what is taken of the records that are due, by id or by volunteer. */
export interface DueChoice {
  readonly slice?: VolunteerSlice | undefined;
  readonly only?: readonly string[];
  readonly except?: readonly string[];
}

/** Keeps the lock keys of this module apart from those of others. */
const LOCK_SPACE = 'service-hours:';

export interface LastRevision {
  readonly revision: number;
  /** The version of the rules it keeps. */
  readonly policyVersion: string;
}

/** Writes service records and their credited spans. */
@Injectable()
export class ServiceRecordRepository {
  /**
   * Holds everything that is computed about these people until the end of the transaction. Locks are taken in id order,
   * so that two batches that share people wait for each other instead of blocking each other.
   */
  async lockVolunteers(tx: Transaction, volunteerIds: readonly string[]): Promise<void> {
    await tx.query(
      `select pg_advisory_xact_lock(hashtextextended($2 || v.id::text, 0))
       from (select distinct id from unnest($1::uuid[]) u (id) order by id offset 0) v`,
      [volunteerIds, LOCK_SPACE],
    );
  }

  /** The record, held for update, or null. */
  async find(tx: Transaction, id: string): Promise<ServiceRecord | null> {
    const rows = await tx.query<ServiceRecord>(
      `select ${recordColumns} from service_record r where r.id = $1 for update`,
      [id],
    );
    return rows[0] ?? null;
  }

  /** The record of a shift that counts, or may come to count, held for update; null where there is none. */
  async liveOf(
    tx: Transaction,
    key: { readonly shiftId: string; readonly volunteerId: string },
  ): Promise<ServiceRecord | null> {
    const rows = await tx.query<ServiceRecord>(
      `select ${recordColumns} from service_record r where r.volunteer_id = $1 and r.shift_id = $2
         and r.status not in ('REJECTED', 'REVERSED') for update`,
      [key.volunteerId, key.shiftId],
    );
    return rows[0] ?? null;
  }

  /** The people's records that live in a span of time, held for update. */
  async liveBetween(
    tx: Transaction,
    volunteerIds: readonly string[],
    from: Date,
    until: Date,
  ): Promise<readonly ServiceRecord[]> {
    return tx.query<ServiceRecord>(
      `select ${recordColumns} from service_record r
       where r.volunteer_id = any ($1) and r.status not in ('REJECTED', 'REVERSED')
         and r.starts_at < $3 and r.ends_at > $2
       order by r.volunteer_id, r.starts_at, r.shift_id for update`,
      [volunteerIds, from, until],
    );
  }

  /** Which of these people have a record of the shift, in whatever state, and what its latest revision was computed by. */
  async revisionsOf(
    tx: Transaction,
    shiftId: string,
    volunteerIds: readonly string[],
  ): Promise<ReadonlyMap<string, LastRevision>> {
    const rows = await tx.query<LastRevision & { volunteerId: string }>(
      `select distinct on (volunteer_id) volunteer_id as "volunteerId", revision,
         hours_policy_version as "policyVersion"
       from service_record where shift_id = $1 and volunteer_id = any ($2) order by volunteer_id, revision desc`,
      [shiftId, volunteerIds],
    );
    return new Map(rows.map((row) => [row.volunteerId, row]));
  }

  /**
   * Writes computed records, new ones and ones that are computed again, and their credited spans. All old spans go
   * before the new ones come, so that two records may exchange time.
   */
  async save(tx: Transaction, records: readonly ComputedRecord[]): Promise<void> {
    if (records.length === 0) return;
    await this.dropSpans(
      tx,
      records.map((record) => record.id),
    );
    await tx.query(
      `insert into service_record as r (id, volunteer_id, shift_id, activity_id, activity_title, team_id, division_id,
         starts_at, ends_at, revision, kind, category, duty, status, served_on, raw_minutes, clipped_minutes,
         credited_minutes, pending_community_minutes, pending_street_minutes, grade, is_grade_pending, flags,
         recorded_by, is_points_eligible, hours_policy_version, trace, credited_intervals, occupied_intervals,
         computed_at, publicity_from, publicity_until)
       select "id", "volunteerId", "shiftId", "activityId", "activityTitle", "teamId", "divisionId", "startsAt", "endsAt",
         "revision", "kind", "category", "duty", "status", "servedOn", "rawMinutes", "clippedMinutes",
         "creditedMinutes", "pendingCommunityMinutes", "pendingStreetMinutes", "grade", "isGradePending", "flags",
         "recordedBy", "isPointsEligible", "hoursPolicyVersion", "trace", "creditedIntervals", "occupiedIntervals",
         "computedAt", "publicityFrom", "publicityUntil"
       from jsonb_to_recordset($1::jsonb) as x ("id" uuid, "volunteerId" uuid, "shiftId" uuid, "activityId" uuid,
         "activityTitle" text, "teamId" uuid, "divisionId" uuid, "startsAt" timestamptz, "endsAt" timestamptz,
         "revision" int, "kind" text, "category" text, "duty" text, "status" text, "servedOn" date, "rawMinutes" int,
         "clippedMinutes" int, "creditedMinutes" int, "pendingCommunityMinutes" int, "pendingStreetMinutes" int,
         "grade" text, "isGradePending" boolean, "flags" text[], "recordedBy" text[], "isPointsEligible" boolean,
         "hoursPolicyVersion" text, "trace" jsonb, "creditedIntervals" jsonb, "occupiedIntervals" jsonb,
         "computedAt" timestamptz, "publicityFrom" timestamptz, "publicityUntil" timestamptz)
       on conflict (id) do update set status = excluded.status, ends_at = excluded.ends_at,
         raw_minutes = excluded.raw_minutes, clipped_minutes = excluded.clipped_minutes,
         credited_minutes = excluded.credited_minutes, pending_community_minutes = excluded.pending_community_minutes,
         pending_street_minutes = excluded.pending_street_minutes, grade = excluded.grade,
         is_grade_pending = excluded.is_grade_pending, flags = excluded.flags, recorded_by = excluded.recorded_by,
         is_points_eligible = excluded.is_points_eligible, hours_policy_version = excluded.hours_policy_version,
         trace = excluded.trace, credited_intervals = excluded.credited_intervals,
         occupied_intervals = excluded.occupied_intervals, computed_at = excluded.computed_at,
         publicity_from = excluded.publicity_from, publicity_until = excluded.publicity_until, version = r.version + 1`,
      [JSON.stringify(records)],
    );
    await tx.query(
      `insert into credited_span (volunteer_id, record_id, span)
       select r.volunteer_id, r.id, tstzrange(to_timestamp((s ->> 'startMs')::bigint / 1000.0),
         to_timestamp((s ->> 'endMs')::bigint / 1000.0))
       from service_record r cross join jsonb_array_elements(r.credited_intervals) s where r.id = any ($1)`,
      [records.map((record) => record.id)],
    );
  }

  /** Writes a decision and the state that follows from it; a record that no longer counts gives its time free. */
  async decide(tx: Transaction, id: string, decision: RecordDecision): Promise<void> {
    if (decision.status === 'REJECTED' || decision.status === 'REVERSED') await this.dropSpans(tx, [id]);
    await tx.query(
      `update service_record set status = $2, decided_by = $3, decision_reason = $4,
         publicity_from = coalesce($5, publicity_from), publicity_until = coalesce($6, publicity_until),
         proposed_out_at = null, proposal_reason = null, proposed_by = null, version = version + 1
       where id = $1`,
      [
        id,
        decision.status,
        decision.decidedBy,
        decision.reason,
        decision.publicityFrom ?? null,
        decision.publicityUntil ?? null,
      ],
    );
  }

  /** Keeps what the volunteer says about the missing check-out and sends the record to review. */
  async propose(
    tx: Transaction,
    id: string,
    proposal: { readonly outAt: Date; readonly reason: string; readonly by: string },
  ): Promise<void> {
    await tx.query(
      `update service_record set status = 'UNDER_REVIEW', proposed_out_at = $2, proposal_reason = $3, proposed_by = $4,
         version = version + 1 where id = $1`,
      [id, proposal.outAt, proposal.reason, proposal.by],
    );
  }

  /**
   * The records whose publicity is over and that nobody objects to, held for update. Records that another batch holds
   * are left to it, so that two batches never post the same one.
   *
   * Objections are asked for twice. The first statement sees them as they were when it began: one that commits before
   * the record is locked does not change the record's row and goes unnoticed. The second statement sees it (READ
   * COMMITTED), and no further one can come, since who objects holds the record first.
   */
  async takeDue(tx: Transaction, now: Date, limit: number, choice: DueChoice = {}): Promise<readonly ServiceRecord[]> {
    const held = await tx.query<ServiceRecord>(
      `select ${recordColumns} from service_record r
       where r.status = 'PUBLICITY' and r.publicity_until <= $1
         and ($3::uuid[] is null or r.id = any ($3)) and r.id <> all ($4::uuid[])
         and ($5::integer is null or volunteer_leaf(r.volunteer_id) % $6::integer = $5::integer)
         and not exists (select 1 from record_objection o where o.record_id = r.id and o.status = 'OPEN')
       order by r.publicity_until, r.id limit $2 for update skip locked`,
      [now, limit, choice.only ?? null, choice.except ?? [], choice.slice?.index ?? null, choice.slice?.of ?? 1],
    );
    if (held.length === 0) return held;
    const objected = await tx.query<{ recordId: string }>(
      `select record_id as "recordId" from record_objection where record_id = any ($1) and status = 'OPEN'`,
      [held.map((record) => record.id)],
    );
    const objectedIds = new Set(objected.map(({ recordId }) => recordId));
    return held.filter((record) => !objectedIds.has(record.id));
  }

  async confirm(tx: Transaction, ids: readonly string[], confirmedAt: Date): Promise<void> {
    await tx.query(
      `update service_record set status = 'CONFIRMED', confirmed_at = $2, is_grade_pending = false,
         version = version + 1 where id = any ($1)`,
      [ids, confirmedAt],
    );
  }

  private async dropSpans(tx: Transaction, ids: readonly string[]): Promise<void> {
    await tx.query('delete from credited_span where record_id = any ($1)', [ids]);
  }
}
