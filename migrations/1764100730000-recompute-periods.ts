/**
 * Why: a period is computed again with another policy: first a dry run whose lines name every difference, then, with a
 * second person's approval, reversals and new entries. The lines are the work list: a run that died goes on with what is
 * still PENDING.
 * Locks: none, the tables are new. Way back: drop them; what was posted stays posted.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RecomputePeriods1764100730000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table recompute_run (
        id uuid primary key,
        division_id uuid not null references division (id),
        from_day date not null,
        to_day date not null,
        policy_version text not null,
        reason text not null,
        status text not null check (status in ('DRAFT', 'APPROVED', 'DONE', 'DISCARDED')),
        examined_count integer not null,
        created_by text not null,
        created_at timestamptz not null,
        decided_by text,
        decided_at timestamptz,
        finished_at timestamptz,
        check (to_day >= from_day),
        constraint recompute_run_two_people check (status in ('DRAFT', 'DISCARDED') or decided_by <> created_by),
        check ((status = 'DRAFT') = (decided_by is null))
      );

      create table recompute_line (
        volunteer_id uuid not null,
        run_id uuid not null references recompute_run (id),
        record_id uuid not null references service_record (id),
        before_minutes integer not null,
        after_minutes integer not null,
        before_version text not null,
        -- Chinese sentences: the steps that came out differently
        why text[] not null,
        -- what the record becomes; its shape is that of the computed record
        result jsonb not null,
        status text not null check (status in ('PENDING', 'APPLIED', 'SKIPPED')),
        new_record_id uuid,
        skip_reason text,
        primary key (volunteer_id, run_id, record_id)
      );
      create index recompute_line_pending on recompute_line (run_id, record_id) where status = 'PENDING';
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table recompute_line, recompute_run');
  }
}
