/**
 * Why: what to bring and to know was lost in the description; it has a field of its own, which a person sees before signing up.
 * Locks: activity for an instant (a column without a default). Way back: down; what was written there is lost.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TellWhatToBring1764500200000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `alter table activity add column participant_notes text check (length(participant_notes) between 1 and 500)`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`alter table activity drop column participant_notes`);
  }
}
