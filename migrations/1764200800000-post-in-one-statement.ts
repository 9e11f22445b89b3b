/**
 * Why: nearly every posting is the first to its account in its call and no repetition. Such postings are made in one
 * statement, many of them leaf by leaf, which takes 0.84 (one) to 0.5 (many) of the time; ledger_post_many does what is left.
 * Locks: none, functions only. Way back: the first functions again, with the same answers.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { postingFunctions, withoutLeafFunctions } from './support/ledger-functions';

export class PostInOneStatement1764200800000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(postingFunctions);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(withoutLeafFunctions);
  }
}
