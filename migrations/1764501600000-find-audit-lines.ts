/**
 * Why: auditors look for everything about one object, and for what was refused, at a desk.
 * Locks: writes to audit_log wait while two indexes are built, some seconds for a million lines. Way back: drop the
 * indexes; the lists stay right and become slow.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FindAuditLines1764501600000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create index audit_log_about on audit_log (subject_id, id) where subject_id is not null;
      create index audit_log_refused on audit_log (id) where result = 'REFUSED';
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop index audit_log_about, audit_log_refused');
  }
}
