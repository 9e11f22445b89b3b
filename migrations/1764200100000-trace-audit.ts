/**
 * Why: an audit line says from which session and request it came and whether the act was done or refused, and auditors
 * look for lines by action and by time. Lines are sealed as leaves of the tree fact/audit_log (docs/audit.md); heads name
 * their columns, so old leaves stay as they are.
 * Locks: audit_log for an instant (columns with a constant default), and while the two indexes are built.
 * Way back: drop them.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TraceAudit1764200100000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table audit_log
        add column result text not null default 'DONE',
        add column session_id uuid,
        add column request_id text;
      alter table audit_log add constraint audit_log_result check (result in ('DONE', 'REFUSED'));
      create index audit_log_action on audit_log (action text_pattern_ops, id);
      create index audit_log_at on audit_log using brin (at);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop index audit_log_at, audit_log_action;
      alter table audit_log drop column request_id, drop column session_id, drop column result;
    `);
  }
}
