/**
 * Why: an empty installation is opened by whoever holds the code that its terminal printed; the code is kept as a hash and is
 * worth nothing once the choice is made. And the year of a practice street takes minutes to write: how far it is, and that it
 * broke off, has to be known to every process and after a restart.
 * Locks: none, new tables. Way back: drop them.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SetUpOnce1764300310000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table setup_code (
        code_hash bytea primary key check (length(code_hash) = 32),
        made_at timestamptz not null,
        expires_at timestamptz not null check (expires_at > made_at),
        voided_at timestamptz
      );

      -- One row where the year of a practice street is wanted.
      create table practice_seed (
        is_this boolean primary key default true check (is_this),
        percent smallint not null default 0 check (percent between 0 and 100),
        -- what is being written, Chinese
        step text not null default '',
        finished_at timestamptz
      );

      -- The accounts of a practice installation, with their passwords: the terminal and the setup page print them.
      create table practice_account (
        place smallint primary key,
        account jsonb not null
      );

      create function practice_only() returns trigger language plpgsql as $$
      begin
        if not public.is_practice() then
          raise exception 'only a practice installation has %', tg_table_name using errcode = 'VL001';
        end if;
        return new;
      end $$;
      create trigger practice_seed_only before insert or update on practice_seed
        for each row execute function practice_only();
      create trigger practice_account_only before insert or update on practice_account
        for each row execute function practice_only();
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table practice_account, practice_seed, setup_code;
      drop function practice_only();
    `);
  }
}
