/**
 * Why: the limits of the anomaly signals are policies of a kind of their own, per street and with effective dates.
 * Locks: a short one on policy for the wider check. Way back: the old check returns only while no such policy is stored,
 * since policies are never deleted.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AllowSignalLimits1764200610000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table policy drop constraint policy_kind_check;
      alter table policy add constraint policy_kind_check check (kind in
        ('HOURS', 'POINTS', 'STARS', 'SELECTION', 'SIGNUP', 'SIGNALS'));
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table policy drop constraint policy_kind_check;
      alter table policy add constraint policy_kind_check check (kind in
        ('HOURS', 'POINTS', 'STARS', 'SELECTION', 'SIGNUP')) not valid;
    `);
  }
}
