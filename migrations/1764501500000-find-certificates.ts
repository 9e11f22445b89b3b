/**
 * Why: staff look through the register of certificates and the assessments of heads by state, time, item and number, the
 * newest first. By person, by office and by the number of a certificate there are indexes already.
 * Locks: writes to certificate and assessment wait while four indexes are built, under a second for a hundred thousand
 * rows. Way back: drop the indexes; the lists stay right and become slow.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FindCertificates1764501500000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create index certificate_time on certificate (applied_at, id);
      create index certificate_status on certificate (status, applied_at, id);
      create index assessment_time on assessment (assessed_on, id);
      create index assessment_item on assessment (item, assessed_on, id);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop index certificate_time, certificate_status, assessment_time, assessment_item');
  }
}
