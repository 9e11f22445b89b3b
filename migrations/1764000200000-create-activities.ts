/**
 * Why: what volunteers do: activities with positions and shifts, sign-ups with a waitlist, punches and attendance,
 * and the service records computed from them.
 * punch is a fact: append-only and hash-partitioned by volunteer, so that every unique key contains the shard key.
 * Locks: none, all tables are new. Way back: drop the tables.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { partitionByVolunteer } from './support/partitions';

export class CreateActivities1764000200000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table activity (
        id uuid primary key,
        team_id uuid not null references team (id),
        division_id uuid not null references division (id),
        title text not null,
        kind text not null check (kind in ('SERVICE', 'TRAINING')),
        category text not null,
        description text,
        place_name text not null,
        longitude numeric(9, 6),
        latitude numeric(8, 6),
        coordinate_system text check (coordinate_system in ('WGS84', 'GCJ02')),
        risk_level text not null check (risk_level in ('LOW', 'MEDIUM', 'HIGH')),
        check_in_modes text[] not null,
        evidence_mode text not null default 'NONE' check (evidence_mode in ('NONE', 'PHOTO')),
        status text not null check (status in ('DRAFT', 'PUBLISHED', 'CANCELLED', 'CLOSED')),
        cancel_reason text,
        created_by text not null,
        created_at timestamptz not null,
        published_at timestamptz,
        closed_at timestamptz,
        version integer not null default 1,
        check ((longitude is null) = (latitude is null) and (longitude is null) = (coordinate_system is null)),
        check (check_in_modes <@ array['CODE', 'ROLL_CALL', 'STAFF'] and cardinality(check_in_modes) > 0)
      );
      create index activity_division on activity (division_id, status);
      create index activity_team on activity (team_id);

      create table position (
        id uuid primary key,
        activity_id uuid not null references activity (id),
        name text not null,
        duty text not null default 'MEMBER' check (duty in ('LEADER', 'MEMBER')),
        description text,
        unique (activity_id, name)
      );

      create table shift (
        id uuid primary key,
        activity_id uuid not null references activity (id),
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        extended_to timestamptz,
        -- [{"startsAt","endsAt"}]: declared breaks inside the shift, not credited
        breaks jsonb not null default '[]',
        status text not null check (status in ('SCHEDULED', 'CLOSED', 'CANCELLED')),
        cancel_reason text,
        -- secret of the rotating code, encrypted
        code_secret bytea not null,
        closed_at timestamptz,
        closed_by text,
        computed_at timestamptz,
        version integer not null default 1,
        check (ends_at > starts_at and ends_at <= starts_at + interval '24 hours'),
        check (extended_to is null or extended_to >= ends_at)
      );
      create unique index shift_activity on shift (activity_id, starts_at) where status <> 'CANCELLED';
      create index shift_due on shift (ends_at) where status = 'SCHEDULED';
      create index shift_uncomputed on shift (closed_at) where status = 'CLOSED' and computed_at is null;

      create table shift_position (
        shift_id uuid not null references shift (id),
        position_id uuid not null references position (id),
        capacity integer not null check (capacity between 1 and 10000),
        taken integer not null default 0,
        primary key (shift_id, position_id),
        constraint shift_position_not_overbooked check (taken between 0 and capacity)
      );

      create table signup (
        id uuid primary key,
        shift_id uuid not null,
        position_id uuid not null,
        volunteer_id uuid not null references volunteer (id),
        status text not null check (status in ('CONFIRMED', 'WAITLISTED', 'CANCELLED')),
        -- order of arrival; the waitlist moves up by it
        queue_no bigint generated always as identity,
        signed_up_by text not null,
        signed_up_at timestamptz not null,
        promoted_at timestamptz,
        cancelled_at timestamptz,
        cancel_reason text,
        version integer not null default 1,
        foreign key (shift_id, position_id) references shift_position (shift_id, position_id)
      );
      create unique index signup_open on signup (shift_id, volunteer_id) where status in ('CONFIRMED', 'WAITLISTED');
      create index signup_queue on signup (shift_id, position_id, queue_no) where status = 'WAITLISTED';
      create index signup_volunteer on signup (volunteer_id, signed_up_at);

      create table attendance (
        shift_id uuid not null references shift (id),
        volunteer_id uuid not null references volunteer (id),
        state text not null check (state in ('IN', 'OUT')),
        checked_in_at timestamptz not null,
        checked_out_at timestamptz,
        pair_count integer not null default 1,
        primary key (shift_id, volunteer_id),
        check ((state = 'OUT') = (checked_out_at is not null))
      ) with (fillfactor = 80);
      create index attendance_volunteer on attendance (volunteer_id);

      create table punch (
        volunteer_id uuid not null,
        -- made and kept by the device before sending: the permanent idempotency key
        id uuid not null,
        shift_id uuid not null,
        direction text not null check (direction in ('IN', 'OUT')),
        method text not null check (method in ('CODE', 'ROLL_CALL', 'STAFF', 'CORRECTION', 'BACKFILL')),
        -- when it counts: device time where it is trusted, else server time
        punched_at timestamptz not null,
        device_sent_at timestamptz,
        received_at timestamptz not null,
        skew_ms bigint,
        recorded_by text not null,
        payload_hash bytea not null,
        evidence jsonb not null default '{}',
        primary key (volunteer_id, id)
      ) partition by hash (volunteer_id);
      create index punch_shift on punch (shift_id, volunteer_id);

      create table service_record (
        id uuid primary key,
        volunteer_id uuid not null references volunteer (id),
        shift_id uuid not null references shift (id),
        activity_id uuid not null,
        -- as it was called when the minutes were computed
        activity_title text not null,
        team_id uuid not null,
        division_id uuid not null,
        -- the time in which minutes could be credited: planned start to planned (or extended) end
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        -- 1 for the first computing; a correction reverses the old revision and makes the next
        revision integer not null check (revision >= 1),
        kind text not null check (kind in ('SERVICE', 'TRAINING')),
        category text not null,
        duty text not null check (duty in ('LEADER', 'MEMBER')),
        status text not null check (status in
          ('COMPUTED', 'UNDER_REVIEW', 'PUBLICITY', 'CONFIRMED', 'REJECTED', 'REVERSED')),
        served_on date not null,
        raw_minutes integer not null check (raw_minutes >= 0),
        clipped_minutes integer not null check (clipped_minutes between 0 and raw_minutes),
        credited_minutes integer not null check (credited_minutes between 0 and clipped_minutes),
        -- minutes above a day cap: community and street approval
        pending_community_minutes integer not null default 0 check (pending_community_minutes >= 0),
        pending_street_minutes integer not null default 0 check (pending_street_minutes >= 0),
        grade text not null check (grade in ('A', 'B', 'C', 'D', 'E')),
        -- a single punch, until somebody confirms it or the time for corrections is over
        is_grade_pending boolean not null,
        flags text[] not null default '{}',
        -- who recorded punches of it for the volunteer: none of them may approve it
        recorded_by text[] not null default '{}',
        is_points_eligible boolean not null,
        hours_policy_version text not null,
        -- [{step, beforeMinutes, afterMinutes, reason, ...}]
        trace jsonb not null,
        -- [{startMs, endMs}]: the credited parts, disjoint
        credited_intervals jsonb not null,
        -- credited and pending parts: no other record of the person may claim any of it
        occupied_intervals jsonb not null,
        computed_at timestamptz not null,
        publicity_from timestamptz,
        publicity_until timestamptz,
        confirmed_at timestamptz,
        decided_by text,
        decision_reason text,
        -- what the volunteer says about a missing check-out, until somebody decides
        proposed_out_at timestamptz,
        proposal_reason text,
        version integer not null default 1,
        check (ends_at > starts_at),
        check ((status = 'CONFIRMED') <= (confirmed_at is not null)),
        check (pending_community_minutes + pending_street_minutes + credited_minutes <= clipped_minutes),
        unique (volunteer_id, shift_id, revision)
      ) with (fillfactor = 80);
      create unique index service_record_live on service_record (volunteer_id, shift_id)
        where status not in ('REJECTED', 'REVERSED');
      create index service_record_shift on service_record (shift_id);
      create index service_record_due on service_record (publicity_until) where status = 'PUBLICITY';
      create index service_record_volunteer on service_record (volunteer_id, served_on);
      create index service_record_division on service_record (division_id, status);

      -- The credited spans of every live record. Two records of one person can never credit the same second.
      create table credited_span (
        volunteer_id uuid not null,
        record_id uuid not null references service_record (id) on delete cascade,
        span tstzrange not null check (not isempty(span)),
        constraint credited_span_counted_once exclude using gist (volunteer_id with =, span with &&)
      );
      create index credited_span_record on credited_span (record_id);

      create table record_objection (
        id uuid primary key,
        record_id uuid not null references service_record (id),
        raised_by text not null,
        grounds text not null,
        raised_at timestamptz not null,
        status text not null check (status in ('OPEN', 'UPHELD', 'DISMISSED')),
        answered_by text,
        answer text,
        answered_at timestamptz
      );
      create unique index record_objection_open on record_objection (record_id) where status = 'OPEN';
    `);
    await partitionByVolunteer(queryRunner, 'punch', { appendOnly: true });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table record_objection, credited_span, service_record, punch, attendance, signup, shift_position, shift,
        position, activity;
    `);
  }
}
