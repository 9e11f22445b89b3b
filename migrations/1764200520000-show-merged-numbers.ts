/**
 * Why: what was earned under a number that was merged counts for the person in rankings and totals. The view says under which
 * number a merged one lives on; merging marks the person's place as stale.
 * Locks: none. Way back: drop them, and `ledger:recount --repair`.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ShowMergedNumbers1764200520000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create view merged_volunteer as
        with recursive way (volunteer_id, root_id) as (
          select merged_volunteer_id, surviving_volunteer_id from volunteer_link
          union all
          select w.volunteer_id, l.surviving_volunteer_id from way w
          join volunteer_link l on l.merged_volunteer_id = w.root_id)
        select w.volunteer_id, w.root_id from way w
        where not exists (select 1 from volunteer_link l where l.merged_volunteer_id = w.root_id);

      create function rank_numbers_merged() returns trigger language plpgsql as $$
      begin
        insert into rank_stale (volunteer_id) values (new.merged_volunteer_id), (new.surviving_volunteer_id);
        return null;
      end $$;
      create trigger volunteer_link_rank_stale after insert on volunteer_link for each row
        execute function rank_numbers_merged();
      insert into rank_stale (volunteer_id) select merged_volunteer_id from volunteer_link;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop trigger volunteer_link_rank_stale on volunteer_link;
      drop function rank_numbers_merged();
      drop view merged_volunteer;
    `);
  }
}
