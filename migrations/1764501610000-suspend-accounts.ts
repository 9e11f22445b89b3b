/**
 * Why: whoever loses a phone or leaves in anger has an account that must open nothing from this moment on, and comes back
 * by the word of two.
 * Locks: user_account for an instant. Way back: suspended accounts become disabled; made again, they are suspended as before,
 * known by their line in the audit log and by the name that a closed account has no more.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SuspendAccounts1764501610000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table user_account drop constraint user_account_status_check;
      alter table user_account add constraint user_account_status_check
        check (status in ('ACTIVE', 'SUSPENDED', 'DISABLED'));
      update user_account u set status = 'SUSPENDED' where status = 'DISABLED' and username <> 'closed-' || id
        and exists (select 1 from audit_log a where a.subject_kind = 'user_account' and a.subject_id = u.id::text
          and a.action = 'identity.suspend');
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      update user_account set status = 'DISABLED' where status = 'SUSPENDED';
      alter table user_account drop constraint user_account_status_check;
      alter table user_account add constraint user_account_status_check check (status in ('ACTIVE', 'DISABLED'));
    `);
  }
}
