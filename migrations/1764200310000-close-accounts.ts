/**
 * Why: staff close an account only together with a second person; what they decided, and why, stays (codes only, no free
 * text: a note might name the person who is to be forgotten).
 * Locks: none, the table is new. Way back: drop it.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { guardTables } from './support/guards';

export class CloseAccounts1764200310000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table closing_request (
        id uuid primary key,
        volunteer_id uuid not null references volunteer (id),
        reason text not null check (reason in ('OWN_WISH', 'MOVED_AWAY', 'DECEASED', 'DUPLICATE', 'REGISTERED_WRONGLY')),
        status text not null check (status in ('OPEN', 'APPROVED', 'DECLINED')),
        requested_by text not null,
        requested_at timestamptz not null,
        decided_by text,
        decided_at timestamptz,
        check ((status = 'OPEN') = (decided_by is null)),
        check ((decided_by is null) = (decided_at is null)),
        constraint closing_request_second_person check (decided_by <> requested_by)
      );
      create unique index closing_request_open on closing_request (volunteer_id) where status = 'OPEN';
    `);
    await guardTables(queryRunner, 'balance', ['closing_request']);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table closing_request');
  }
}
