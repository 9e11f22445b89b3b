/**
 * Why: whoever signs up for more than rest and load allow confirms it, and the leader sees that mark.
 * Locks: a column with a constant default, no rewrite. Way back: drop the column.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MarkHeavySignups1764500400000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table signup add column load_marks text[] not null default '{}'
        check (load_marks <@ array['REST', 'DAY', 'WEEK'])`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table signup drop column load_marks');
  }
}
