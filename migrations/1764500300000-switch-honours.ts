/**
 * Why: whether a street shows its honours to everybody is the street's decision, and one person's: it shows or hides, and
 * changes nothing that counts.
 * Locks: division for a moment (a default that is constant rewrites nothing). Way back: drop the column.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SwitchHonours1764500300000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table division add column shows_honours boolean not null default true');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table division drop column shows_honours');
  }
}
