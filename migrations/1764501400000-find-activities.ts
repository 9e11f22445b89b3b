/**
 * Why: staff look for activities by state, team and category, the newest first, and for the shifts of a week by state. By
 * place there is an index already (activity_division).
 * Locks: writes to activity wait while four small indexes are built. Way back: drop the indexes; the lists stay right.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FindActivities1764501400000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- activity_team_created says all that it did
      drop index activity_team;
      create index activity_created on activity (created_at, id);
      create index activity_status_created on activity (status, created_at, id);
      create index activity_team_created on activity (team_id, created_at, id);
      create index activity_category_created on activity (category, created_at, id);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop index activity_created, activity_status_created, activity_team_created, activity_category_created;
      create index activity_team on activity (team_id);
    `);
  }
}
