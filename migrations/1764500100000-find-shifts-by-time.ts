/**
 * Why: a week of shifts is asked for by time, by everybody who opens the page of activities.
 * Locks: writes to shift wait while the index is built; a street has some ten thousand shifts. Way back: drop the index.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FindShiftsByTime1764500100000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`create index shift_start on shift (starts_at, id) where status <> 'CANCELLED'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop index shift_start');
  }
}
