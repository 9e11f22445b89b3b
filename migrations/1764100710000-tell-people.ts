/**
 * Why: people are told what waits for them (an inbox of notices, written once per subject), and an objection carries its
 * evidence and the day by which it is answered.
 * Locks: record_objection for an instant (columns without default). Way back: drop what is new.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { guardTables, refuseChanges } from './support/guards';

export class TellPeople1764100710000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table notice (
        volunteer_id uuid not null references volunteer (id),
        id uuid not null,
        kind text not null,
        -- what it is about; one notice of a kind per subject
        subject_key text not null,
        -- what its sentence is made of: titles, times, counts; no names
        data jsonb not null default '{}',
        created_at timestamptz not null,
        primary key (volunteer_id, id),
        constraint notice_once unique (volunteer_id, kind, subject_key)
      );
      create index notice_inbox on notice (volunteer_id, created_at desc, id desc);

      -- Up to when somebody has read the inbox.
      create table notice_reading (
        volunteer_id uuid primary key references volunteer (id),
        read_until timestamptz not null
      );

      alter table record_objection
        add column raised_by_volunteer_id uuid references volunteer (id),
        add column evidence text,
        add column answer_until timestamptz;
      create index record_objection_waiting on record_objection (answer_until) where status = 'OPEN';
    `);
    await refuseChanges(queryRunner, 'notice');
    await guardTables(queryRunner, 'fact', ['notice']);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop index record_objection_waiting;
      alter table record_objection drop column answer_until, drop column evidence, drop column raised_by_volunteer_id;
      drop table notice_reading, notice;
    `);
  }
}
