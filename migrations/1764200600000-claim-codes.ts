/**
 * Why: a code works once per person and direction. The row that every punch of a person in a shift takes its turn at keeps
 * which code was used last for each direction, whether it was scanned or typed; an older one or the same one is refused.
 * What was recorded before has no code: null, and the next one counts. Locks: none to speak of, the columns have no
 * default. Way back: drop the columns.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ClaimCodes1764200600000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table attendance
        -- begin of the time slot of the last code that was used to check in, and to check out
        add column in_code_from timestamptz,
        add column out_code_from timestamptz;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table attendance drop column in_code_from, drop column out_code_from');
  }
}
