/**
 * Why: who changes the phone of somebody, or opens an account for them, can act as that person. A phone changes by a code
 * from the old one, or by two people and a day later; an account is opened by a link to the registered phone, or by two
 * people, a day later, with one printed slip.
 * Locks: none, the tables are new. Way back: drop them; what waits has to be asked again.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { guardTables } from './support/guards';

export class GuardVolunteerAccess1764300800000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table phone_change (
        id uuid primary key,
        volunteer_id uuid not null references volunteer (id),
        -- sealed by the data key of the volunteer; goes with the account
        new_cipher bytea not null,
        new_index bytea not null,
        new_tail_index bytea not null,
        old_cipher bytea,
        way text not null check (way in ('OLD_PHONE_CODE', 'TWO_PEOPLE')),
        asked_by text not null,
        asked_at timestamptz not null,
        -- when it comes into force: null while nobody has decided
        due_at timestamptz,
        applied_at timestamptz,
        ended_at timestamptz,
        ended_by text,
        check (applied_at is null or due_at <= applied_at),
        check (applied_at is null or ended_at is null),
        check ((ended_at is null) = (ended_by is null))
      );
      create unique index phone_change_open on phone_change (volunteer_id) where applied_at is null and ended_at is null;
      create index phone_change_due on phone_change (due_at) where applied_at is null and ended_at is null;
      create index phone_change_person on phone_change (volunteer_id, id);

      create table account_slip (
        decision_id uuid primary key references decision_request (id),
        user_id uuid not null references user_account (id),
        -- not before: the person concerned has a day to object
        ready_at timestamptz not null,
        printed_at timestamptz,
        printed_by text,
        check ((printed_at is null) = (printed_by is null)),
        check (printed_at >= ready_at)
      );
      create index account_slip_user on account_slip (user_id);
    `);
    await guardTables(queryRunner, 'balance', ['account_slip']);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table account_slip, phone_change');
  }
}
