/**
 * Why: what an installation is for is one fact that stands for ever: REAL, where nobody alone may do what counts, or PRACTICE,
 * which alone allows publicity of no days and whose papers prove nothing. Asked by rules in TypeScript and in SQL alike.
 *
 * An installation that has accounts has been in use: it is REAL, unless its first account was opened by the demonstration.
 * Locks: none, a new table. Way back: drop it; the services of before know nothing of it.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { guardTables, refuseChanges } from './support/guards';

export class ChooseInstallation1764300300000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table installation (
        -- one row for ever
        is_this boolean primary key default true check (is_this),
        mode text not null check (mode in ('PRACTICE', 'REAL')),
        -- the street as it calls itself; null where the installation was in use before it was asked
        street_name text check (length(street_name) between 2 and 60),
        chosen_through text not null check (chosen_through in ('PAGE', 'COMMAND', 'MIGRATION')),
        chosen_at timestamptz not null default now()
      );

      -- Whether what is done here is practice. Before the choice nothing is: the strict rules hold.
      create function is_practice() returns boolean language sql stable parallel safe as $$
        select exists (select 1 from public.installation where mode = 'PRACTICE')
      $$;

      create function installation_before_insert() returns trigger language plpgsql as $$
      begin
        -- Where the choice is made already, it is the key that refuses another.
        if new.mode = 'PRACTICE' and new.chosen_through <> 'MIGRATION'
            and exists (select 1 from public.user_account) and not exists (select 1 from public.installation) then
          raise exception 'an installation with accounts cannot become practice' using errcode = 'VL001';
        end if;
        return new;
      end $$;
      create trigger installation_before_insert before insert on installation
        for each row execute function installation_before_insert();

      insert into installation (mode, chosen_through)
      select case when first.granted_by = 'system:demo' then 'PRACTICE' else 'REAL' end, 'MIGRATION'
      from (select 1 from user_account limit 1) used
      left join lateral (select granted_by from role_grant order by created_at, id limit 1) first on true;
    `);
    await refuseChanges(queryRunner, 'installation');
    await guardTables(queryRunner, 'fact', ['installation']);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table installation;
      drop function installation_before_insert();
      drop function is_practice();
    `);
  }
}
