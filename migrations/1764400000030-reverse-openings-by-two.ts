/**
 * Why: one person took old hours of a whole list back. That is asked by one and decided by another now.
 * Locks: opening_import for an instant (trigger). Way back: down; nothing is lost.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ReverseOpeningsByTwo1764400000030 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create function opening_goes_by_two() returns trigger language plpgsql as $$
      begin
        if not exists (
            select 1 from decision_request q join decision d on d.request_id = q.id and d.outcome = 'APPROVED'
            where q.subject_id = new.id and q.kind = 'openings.reversal') then
          raise exception 'nobody agreed to take it back' using errcode = 'VL010', constraint = 'opening_goes_by_two';
        end if;
        return new;
      end $$;
      create trigger opening_import_goes_by_two before update of status on opening_import
        for each row when (new.status = 'REVERSED' and old.status <> 'REVERSED') execute function opening_goes_by_two();
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop trigger opening_import_goes_by_two on opening_import;
      drop function opening_goes_by_two();
    `);
  }
}
