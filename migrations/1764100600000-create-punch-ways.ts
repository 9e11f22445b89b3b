/**
 * Why: further ways to punch. Devices on the spot (kiosk, screen) with a token of their own; claims, i.e. punches that
 * somebody has to look at before they count; attachments, paper sheets entered twice; geofences and the raw positions
 * that are dropped after 30 days; what became of sign-ups, and excuses.
 * Claims, their decisions, sheet entries and links are facts. Tables about one person carry the volunteer in every
 * unique key.
 * Locks: a short one on punch, activity and policy for the wider checks; all tables are new. Way back: drop the tables;
 * the old checks return only while no row uses what they forbid.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { guardTables, refuseChanges } from './support/guards';

const facts = ['punch_claim', 'punch_claim_decision', 'paper_sheet_entry', 'attachment', 'attachment_link'];

export class CreatePunchWays1764100600000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table punch drop constraint punch_method_check;
      alter table punch add constraint punch_method_check check (method in
        ('CODE', 'ROLL_CALL', 'STAFF', 'KIOSK', 'PAPER', 'CORRECTION', 'BACKFILL', 'SELF_DECLARED'));
      alter table activity drop constraint activity_check_in_modes_check;
      alter table activity add constraint activity_check_in_modes_check check (
        check_in_modes <@ array['CODE', 'ROLL_CALL', 'STAFF', 'KIOSK'] and cardinality(check_in_modes) > 0);
      alter table policy drop constraint policy_kind_check;
      alter table policy add constraint policy_kind_check check (kind in
        ('HOURS', 'POINTS', 'STARS', 'SELECTION', 'SIGNUP'));

      create table shift_device (
        id uuid primary key,
        shift_id uuid not null references shift (id),
        label text not null,
        issued_by text not null,
        issued_at timestamptz not null,
        expires_at timestamptz not null check (expires_at > issued_at),
        revoked_at timestamptz,
        revoked_by text
      );
      create index shift_device_shift on shift_device (shift_id);

      create table punch_claim (
        volunteer_id uuid not null,
        punch_id uuid not null,
        shift_id uuid not null references shift (id),
        direction text not null check (direction in ('IN', 'OUT')),
        method text not null check (method in ('ROLL_CALL', 'KIOSK')),
        cause text not null check (cause in ('CLOCK_SKEW', 'TIME_IMPLAUSIBLE', 'SHIFT_CLOSED', 'OUT_OF_ORDER')),
        -- what the device said, and what we make of it
        happened_at timestamptz not null,
        counts_at timestamptz not null,
        device_sent_at timestamptz not null,
        received_at timestamptz not null,
        skew_ms bigint not null,
        recorded_by text not null,
        payload_hash bytea not null,
        primary key (volunteer_id, punch_id)
      );
      create index punch_claim_shift on punch_claim (shift_id);
      create index punch_claim_received on punch_claim (received_at);

      create table punch_claim_decision (
        volunteer_id uuid not null,
        punch_id uuid not null,
        decision text not null check (decision in ('ACCEPTED', 'DECLINED')),
        reason text not null,
        decided_by text not null,
        decided_at timestamptz not null,
        primary key (volunteer_id, punch_id),
        foreign key (volunteer_id, punch_id) references punch_claim (volunteer_id, punch_id)
      );

      create table attachment (
        id uuid primary key,
        shift_id uuid not null references shift (id),
        sha256 bytea not null check (octet_length(sha256) = 32),
        media_type text not null check (media_type in ('image/jpeg', 'image/png', 'image/webp', 'application/pdf')),
        byte_count integer not null check (byte_count > 0),
        stored_by text not null,
        stored_at timestamptz not null
      );
      create index attachment_shift on attachment (shift_id, stored_by);

      create table attachment_link (
        attachment_id uuid not null references attachment (id),
        subject_kind text not null check (subject_kind in ('SERVICE_RECORD', 'PAPER_SHEET')),
        subject_id uuid not null,
        linked_by text not null,
        linked_at timestamptz not null,
        primary key (attachment_id, subject_kind, subject_id)
      );
      create index attachment_link_subject on attachment_link (subject_kind, subject_id);

      create table paper_sheet (
        id uuid primary key,
        shift_id uuid not null references shift (id),
        photo_id uuid not null references attachment (id),
        leader_signature text not null,
        witness_signature text not null,
        status text not null check (status in ('ENTERING', 'DIFFERENT', 'APPLIED')),
        created_by text not null,
        created_at timestamptz not null,
        applied_at timestamptz,
        -- what became of each line: [{volunteerId, outcome}]
        outcome jsonb,
        version integer not null default 1,
        check ((status = 'APPLIED') = (applied_at is not null)),
        constraint paper_sheet_photo_once unique (photo_id)
      );
      create index paper_sheet_shift on paper_sheet (shift_id);

      create table paper_sheet_entry (
        sheet_id uuid not null references paper_sheet (id),
        entry_no integer not null check (entry_no >= 1),
        entered_by text not null,
        entered_at timestamptz not null,
        -- [{volunteerId, checkedInAt, checkedOutAt}]
        lines jsonb not null,
        primary key (sheet_id, entry_no)
      );

      create table activity_geofence (
        activity_id uuid primary key references activity (id),
        radius_meters integer not null check (radius_meters between 50 and 5000),
        set_by text not null,
        set_at timestamptz not null
      );

      -- Apart from the punch, because a punch is for ever and a position is not.
      create table punch_position (
        volunteer_id uuid not null,
        punch_id uuid not null,
        position_cipher bytea not null,
        received_at timestamptz not null,
        primary key (volunteer_id, punch_id)
      );
      create index punch_position_received on punch_position (received_at);

      create table signup_excuse (
        volunteer_id uuid not null,
        signup_id uuid not null references signup (id),
        reason text not null,
        submitted_by text not null,
        submitted_at timestamptz not null,
        status text not null check (status in ('OPEN', 'ACCEPTED', 'DECLINED')),
        decided_by text,
        decided_at timestamptz,
        decision_reason text,
        primary key (volunteer_id, signup_id),
        check ((status = 'OPEN') = (decided_at is null))
      );

      create table signup_outcome (
        volunteer_id uuid not null,
        signup_id uuid not null references signup (id),
        shift_id uuid not null references shift (id),
        outcome text not null check (outcome in ('ATTENDED', 'NO_SHOW', 'LATE_CANCEL', 'EXCUSED')),
        policy_version text not null,
        decided_at timestamptz not null,
        primary key (volunteer_id, signup_id)
      );
      create index signup_outcome_shift on signup_outcome (shift_id);
      -- whether a seat was given back, or only a place on the waitlist
      alter table signup add column had_seat boolean not null default false;
      alter table shift add column outcomes_at timestamptz;
      create index shift_without_outcomes on shift (closed_at) where status = 'CLOSED' and outcomes_at is null;
    `);
    for (const table of facts) await refuseChanges(queryRunner, table);
    await guardTables(queryRunner, 'fact', facts);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    // not valid: facts of the newer kinds stay as they are, new ones are refused.
    await queryRunner.query(`
      drop index shift_without_outcomes;
      alter table shift drop column outcomes_at;
      alter table signup drop column had_seat;
      drop table signup_outcome, signup_excuse, punch_position, activity_geofence, paper_sheet_entry, paper_sheet,
        attachment_link, attachment, punch_claim_decision, punch_claim, shift_device;
      alter table policy drop constraint policy_kind_check;
      alter table policy add constraint policy_kind_check check (kind in ('HOURS', 'POINTS', 'STARS', 'SELECTION')) not valid;
      alter table activity drop constraint activity_check_in_modes_check;
      alter table activity add constraint activity_check_in_modes_check check (
        check_in_modes <@ array['CODE', 'ROLL_CALL', 'STAFF'] and cardinality(check_in_modes) > 0) not valid;
      alter table punch drop constraint punch_method_check;
      alter table punch add constraint punch_method_check check (method in
        ('CODE', 'ROLL_CALL', 'STAFF', 'CORRECTION', 'BACKFILL')) not valid;
    `);
  }
}
