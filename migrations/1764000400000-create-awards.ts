/**
 * Why: what comes out of the ledger: ranking read model, assessments and selection rounds with frozen score sheets,
 * and certificates with their history.
 * Locks: none, all tables are new. Way back: drop the tables.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAwards1764000400000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- Folded from ledger_month; can be rebuilt at any time. period is 'YYYY-MM', 'YYYY' or 'ALL'.
      create table rank_score (
        period text not null check (period ~ '^([0-9]{4}(-[0-9]{2})?|ALL)$'),
        volunteer_id uuid not null,
        service_minutes bigint not null,
        training_minutes bigint not null,
        point_tenths bigint not null,
        refreshed_at timestamptz not null,
        primary key (period, volunteer_id)
      );
      create index rank_score_minutes on rank_score (period, service_minutes desc);
      create index rank_score_points on rank_score (period, point_tenths desc);

      -- 考评: Monday inspections, rectification scores and manual scores of a head; hundredths of a point, 0..10000.
      create table assessment (
        id uuid primary key,
        appointment_id uuid not null references head_appointment (id),
        assessed_on date not null,
        item text not null,
        score_hundredths integer not null check (score_hundredths between 0 and 10000),
        note text,
        recorded_by text not null,
        created_at timestamptz not null,
        voided_at timestamptz,
        void_reason text,
        version integer not null default 1,
        check ((voided_at is null) = (void_reason is null))
      );
      create index assessment_appointment on assessment (appointment_id, assessed_on);

      create table selection_round (
        id uuid primary key,
        division_id uuid not null references division (id),
        name text not null,
        -- both days inclusive
        period_from date not null,
        period_to date not null,
        roles text[] not null check (
          roles <@ array['GRID_HEAD', 'BUILDING_HEAD', 'UNIT_HEAD'] and cardinality(roles) > 0),
        basis_document text not null,
        conditions text,
        policy_version text not null,
        -- weights, normalisation, quota as they were when the round was made
        policy jsonb not null,
        status text not null check (status in ('DRAFT', 'NOMINATION', 'VOTING', 'SCORING', 'COMMITTEE', 'PUBLICITY',
          'OBJECTION_HOLD', 'CONFIRMED', 'PUBLISHED', 'ARCHIVED', 'CANCELLED')),
        -- what the ranking was computed from: ledger position, policy versions, lot seed; set once by SCORING
        snapshot jsonb,
        frozen_at timestamptz,
        decided_by text,
        decided_at timestamptz,
        decision_note text,
        cancel_reason text,
        created_by text not null,
        created_at timestamptz not null,
        version integer not null default 1,
        check (period_to >= period_from),
        check ((snapshot is null) = (frozen_at is null))
      );
      create index selection_round_division on selection_round (division_id, created_at);

      -- One line of a frozen score sheet. Never changed; a line carries all that explains it.
      create table selection_line (
        round_id uuid not null references selection_round (id),
        appointment_id uuid not null references head_appointment (id),
        volunteer_id uuid not null,
        role text not null,
        division_id uuid not null,
        community_id uuid not null,
        is_eligible boolean not null,
        ineligible_reasons text[] not null default '{}',
        service_minutes bigint not null,
        point_tenths bigint not null,
        assessment_hundredths integer,
        -- [{component, raw, normalisedHundredths, weight, weightedHundredths}]
        components jsonb not null,
        total_hundredths integer,
        place integer,
        is_proposed boolean not null,
        tie_note text,
        primary key (round_id, appointment_id),
        -- what the line was computed from: entry numbers and head hashes of the accounts, assessments, appointment, so
        -- that it can be computed again after the ledger has moved on
        facts jsonb not null,
        check (is_eligible = (place is not null))
      );
      create trigger selection_line_append_only before update or delete on selection_line
        for each row execute function refuse_change();
      create trigger selection_line_no_truncate before truncate on selection_line
        for each statement execute function refuse_change();

      create table certificate_counter (
        division_id uuid not null references division (id),
        year integer not null,
        last_no integer not null check (last_no >= 0),
        primary key (division_id, year)
      );

      create table certificate (
        id uuid primary key,
        volunteer_id uuid not null references volunteer (id),
        -- the issuing division
        division_id uuid not null references division (id),
        status text not null check (status in ('APPLIED', 'DECLINED', 'VALID', 'SUPERSEDED', 'REVOKED')),
        purpose text,
        id_number_display text not null check (id_number_display in ('MASKED', 'FULL')),
        -- both days inclusive
        period_from date not null,
        period_to date not null,
        applied_by text not null,
        applied_at timestamptz not null,
        certificate_no text unique,
        verification_code text unique,
        issued_at timestamptz,
        issued_by text,
        service_minutes integer,
        training_minutes integer,
        minutes_by_grade jsonb,
        -- everything printed, without the full ID number: the document can be printed again bit for bit
        content jsonb,
        -- [{kind, seq, headHash}], one per account: the state of the ledger the document is true for
        ledger_seal jsonb,
        superseded_by uuid references certificate (id),
        ended_at timestamptz,
        ended_by text,
        end_reason text,
        version integer not null default 1,
        decline_reason text,
        check (period_to >= period_from),
        check ((status = 'DECLINED') = (decline_reason is not null)),
        check ((status in ('SUPERSEDED', 'REVOKED')) = (end_reason is not null)),
        check ((status in ('VALID', 'SUPERSEDED', 'REVOKED')) = (certificate_no is not null)),
        check ((certificate_no is null) = (verification_code is null))
      );
      create unique index certificate_open_application on certificate (volunteer_id, period_from, period_to)
        where status = 'APPLIED';
      create index certificate_volunteer on certificate (volunteer_id, applied_at);
      create index certificate_division on certificate (division_id, status, applied_at);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table certificate, certificate_counter, selection_line, selection_round, assessment, rank_score;
    `);
  }
}
