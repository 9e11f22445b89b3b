/**
 * Why: staff look for records by time, activity, grade and flag, the newest or the oldest first, and a reviewer sees what
 * looks odd about the person. By person and by shift there are indexes already.
 * Locks: writes to service_record wait while five indexes are built, some seconds for a million records. Way back: drop
 * the indexes; the lists stay right and become slow.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FindRecords1764501000010 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- service_record_status says all that it did
      drop index service_record_in_review;
      create index service_record_time on service_record (starts_at, id);
      create index service_record_status on service_record (status, starts_at, id);
      create index service_record_activity on service_record (activity_id, starts_at, id);
      create index service_record_grade on service_record (grade, starts_at, id);
      create index service_record_flagged on service_record (starts_at, id) where cardinality(flags) > 0;
      create index review_signal_person on review_signal ((evidence ->> 'volunteerId')) where status <> 'HARMLESS';
      create index review_signal_people on review_signal using gin ((evidence -> 'volunteerIds')) where status <> 'HARMLESS';
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop index service_record_time, service_record_status, service_record_activity, service_record_grade,
        service_record_flagged, review_signal_person, review_signal_people;
      create index service_record_in_review on service_record (starts_at, id) where status = 'UNDER_REVIEW';
    `);
  }
}
