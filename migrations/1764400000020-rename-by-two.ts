/**
 * Why: a clerk alone could give the hours of one person another's name. What staff ask to have corrected about who somebody is
 * names who asked, and another decides.
 * Locks: identity_correction for an instant (a column without default, a trigger). Way back: down; who asked is lost.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const trigger = (asker: string) => `
  create trigger identity_correction_by_another before insert or update on identity_correction
    for each row execute function refuse_one_person(
      '${asker}', 'decided_by', 'requested_at', 'status', 'APPROVED', 'volunteer_id')`;

export class RenameByTwo1764400000020 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table identity_correction
        -- the actor of the staff who asked; null where the person did
        add column requested_by text;
      drop trigger identity_correction_by_another on identity_correction;
      ${trigger('requested_by')};
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop trigger identity_correction_by_another on identity_correction;
      ${trigger('')};
      alter table identity_correction drop column requested_by;
    `);
  }
}
