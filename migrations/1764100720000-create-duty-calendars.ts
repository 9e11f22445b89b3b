/**
 * Why: what paid staff do in duty time is work and no volunteer service. A duty calendar is a weekly pattern with a first
 * day; single days are excepted. Both are facts with an end, so that a record of last year is judged by last year's duty.
 * Locks: none, the tables are new. Way back: drop them.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateDutyCalendars1764100720000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table duty_calendar (
        id uuid primary key,
        volunteer_id uuid not null references volunteer (id),
        valid_from date not null,
        -- the first day without it; null while it is open-ended
        valid_to date,
        -- [{weekday 1-7, from "HH:mm", until "HH:mm"}]; until at or before from ends on the next day
        weekly jsonb not null,
        -- whether public holidays are free and adjusted workdays are worked like the weekday they stand in for
        follows_calendar boolean not null,
        source text not null,
        created_by text not null,
        created_at timestamptz not null,
        check (valid_to is null or valid_to > valid_from),
        constraint duty_calendar_one_at_a_time exclude using gist
          (volunteer_id with =, daterange(valid_from, valid_to, '[)') with &&)
      );

      create table duty_exception (
        volunteer_id uuid not null references volunteer (id),
        day date not null,
        -- [{from, until}] on duty on that day whatever the pattern says; empty: off duty (leave)
        spans jsonb not null,
        reason text not null,
        created_by text not null,
        created_at timestamptz not null,
        primary key (volunteer_id, day)
      );
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table duty_exception, duty_calendar');
  }
}
