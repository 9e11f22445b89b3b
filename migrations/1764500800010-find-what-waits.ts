/**
 * Why: open excuses, requests to join, sheets that wait for a reading and runs of recomputing are listed by the oldest; each
 * order has its index, and only over what the list shows.
 * Locks: each table for the time its index is built, which is short: what waits is little. Way back: drop the indexes.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FindWhatWaits1764500800010 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create index signup_excuse_open on signup_excuse (submitted_at, signup_id) where status = 'OPEN';
      create index team_membership_requested on team_membership (requested_at, id) where status = 'REQUESTED';
      create index paper_sheet_waiting on paper_sheet (created_at, id) where status <> 'APPLIED';
      create index recompute_run_created on recompute_run (created_at, id);
      create index recompute_run_status on recompute_run (status, created_at, id);
      create index recompute_run_division on recompute_run (division_id, created_at, id);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop index signup_excuse_open, team_membership_requested, paper_sheet_waiting, recompute_run_created,
        recompute_run_status, recompute_run_division`);
  }
}
