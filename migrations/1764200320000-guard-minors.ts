/**
 * Why: the full number of a minor is shown only after a second person agreed, for a short time and once; guardians are
 * kept sealed by the data key of the child, with what proves their consent.
 * Locks: none, the tables are new. Way back: drop them.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class GuardMinors1764200320000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table reveal_approval (
        id uuid primary key,
        volunteer_id uuid not null references volunteer (id),
        field text not null check (field in ('ID_NUMBER', 'PHONE', 'ADDRESS', 'EMERGENCY_CONTACT')),
        -- sealed by the data key of the volunteer: the second person reads it, and it goes with the account
        reason_cipher bytea not null,
        requested_by text not null,
        requested_at timestamptz not null,
        approved_by text,
        approved_at timestamptz,
        expires_at timestamptz,
        used_at timestamptz,
        check ((approved_by is null) = (approved_at is null) and (approved_by is null) = (expires_at is null)),
        check (used_at is null or approved_by is not null),
        constraint reveal_approval_second_person check (approved_by <> requested_by)
      );
      create index reveal_approval_volunteer on reveal_approval (volunteer_id, requested_by) where used_at is null;

      create table guardian (
        id uuid primary key,
        volunteer_id uuid not null references volunteer (id),
        consent_id uuid not null references consent (id),
        -- name, relation, phone and where the signed consent is kept: one text, sealed by the data key of the volunteer
        details_cipher bytea not null,
        recorded_by text not null,
        recorded_at timestamptz not null
      );
      create index guardian_volunteer on guardian (volunteer_id);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table guardian, reveal_approval');
  }
}
