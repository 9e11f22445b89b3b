/**
 * Why: the first page of the console counts what waits in every queue, and each list reads what waits in its order.
 * Partial: what waits is a small part of what there was. Where a queue has no index here, it had one already.
 * Locks: writes to each table wait while its index is built: a second or two for a million people and their records.
 * Way back: drop the indexes; the numbers stay right and become slow.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CountWhatWaits1764501000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create index volunteer_waiting on volunteer (registered_at, id) where status = 'PENDING';
      create index service_record_in_review on service_record (starts_at, id) where status = 'UNDER_REVIEW';
      create index service_record_above_cap on service_record (starts_at, id)
        where status = 'CONFIRMED' and pending_community_minutes + pending_street_minutes > 0;
      create index reveal_approval_waiting on reveal_approval (requested_at, id) where approved_by is null;
      create index opening_import_waiting on opening_import (submitted_at, id) where status = 'SUBMITTED';
      create index record_objection_raised on record_objection (raised_at, id) where status = 'OPEN';
      create index certificate_waiting on certificate (applied_at, id) where status = 'APPLIED';
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop index volunteer_waiting, service_record_in_review, service_record_above_cap, reveal_approval_waiting,
        opening_import_waiting, record_objection_raised, certificate_waiting;
    `);
  }
}
