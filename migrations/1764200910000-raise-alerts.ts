/**
 * Why: what an administrator has to know at once (the ledger does not agree with itself, work that was given up) is a fact of its own,
 * kept whether or not a group chat is told of it. What has been told is written down, so that nothing is told for ever.
 * Locks: none, new tables. Way back: drop them.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { guardTables, refuseChanges } from './support/guards';

const facts = ['alert', 'alert_told'];

export class RaiseAlerts1764200910000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table alert (
        id uuid primary key,
        kind text not null,
        -- what it is about; one alert of a kind per subject
        subject_key text not null,
        -- Chinese; no names, no ids
        sentence text not null,
        raised_at timestamptz not null,
        constraint alert_once unique (kind, subject_key)
      );
      create index alert_newest on alert (raised_at desc, id desc);

      create table alert_told (
        alert_id uuid primary key references alert (id),
        told_at timestamptz not null
      );
    `);
    for (const table of facts) await refuseChanges(queryRunner, table);
    await guardTables(queryRunner, 'fact', facts);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table alert_told, alert');
  }
}
