/**
 * Why: at the desk the number on a card is compared with the registered one. Every comparison is kept, without the number,
 * so that nobody finds out numbers by trying; what an account lists in uploads is kept as blind indexes for a day, for the
 * same reason. Locks: none, new tables. Way back: drop them.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { guardTables, refuseChanges } from './support/guards';

export class CheckIdNumbers1764300200010 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table id_number_check (
        id uuid primary key,
        volunteer_id uuid not null references volunteer (id),
        checked_by text not null,
        is_same boolean not null,
        checked_at timestamptz not null
      );
      create index id_number_check_wrong on id_number_check (volunteer_id, checked_at) where not is_same;
      create index id_number_check_account on id_number_check (checked_by, checked_at);

      -- not a fact: forgotten when the window of the limit is over
      create table id_number_listed (
        listed_by text not null,
        number_index bytea not null,
        -- of region and year of birth
        group_index bytea not null,
        listed_at timestamptz not null,
        primary key (listed_by, number_index)
      );
      create index id_number_listed_group on id_number_listed (listed_by, group_index);
    `);
    await refuseChanges(queryRunner, 'id_number_check');
    await guardTables(queryRunner, 'fact', ['id_number_check']);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table id_number_check, id_number_listed');
  }
}
