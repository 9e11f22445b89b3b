/**
 * Why: a list of imported people waits for a review as a whole, and is found by those of it who wait; errors of an upload are
 * looked at by column.
 * Locks: both tables while their index is built. Way back: drop the indexes.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FindImportedPeople1764501300000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create index people_import_result_registered on people_import_result (subject_id) where outcome = 'CREATED';
      create index people_import_error_column on people_import_error (import_id, column_key, row_number);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop index people_import_result_registered, people_import_error_column');
  }
}
