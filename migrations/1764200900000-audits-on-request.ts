/**
 * Why: an auditor has the whole ledger audited at a time of his own choosing, and sees how far it is. A request waits for a
 * worker, shows its progress, and ends with the run it led to; the run itself is the fact and stays as it was written. One
 * request is open at a time: whoever asks meanwhile waits for the same one. Locks: none, a new table. Way back: drop it.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { guardTables } from './support/guards';

export class AuditsOnRequest1764200900000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table ledger_audit_request (
        id uuid primary key,
        requested_by text not null,
        requested_at timestamptz not null,
        status text not null check (status in ('WAITING', 'RUNNING', 'DONE', 'FAILED')),
        -- which try it is: what an earlier one still says counts for nothing
        attempt integer not null default 0,
        started_at timestamptz,
        -- by the database's clock; a run that says nothing for a while is taken over
        progressed_at timestamptz not null default now(),
        -- per step how far it is
        progress jsonb not null default '[]',
        run_id uuid references ledger_audit_run (id),
        check ((status = 'DONE') = (run_id is not null))
      );
      create unique index ledger_audit_request_open on ledger_audit_request ((true)) where status in ('WAITING', 'RUNNING');
    `);
    await guardTables(queryRunner, 'balance', ['ledger_audit_request']);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table ledger_audit_request');
  }
}
