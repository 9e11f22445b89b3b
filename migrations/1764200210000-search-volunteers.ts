/**
 * Why: staff find a person among a million by name, given name, 拼音 initials, the last four digits of the phone or the
 * number. Each has a sorted index of its own, once per street (whoever searches inside a street reads one range of it) and
 * once over all. Place and street are copied onto the person, and a trigger keeps them, and forgets what a name or a phone
 * gave when that changes or goes, whoever writes it. Initials and tails of people who are here already are filled in by a
 * job, because the database cannot read them.
 * Locks: volunteer, while it is rewritten and indexed (a minute per million). Way back: drop what is new.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SearchVolunteers1764200210000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table volunteer
        add column division_path text collate "C",
        add column street_path text collate "C",
        -- 赵桂兰 → zgl; '' where the name has no letters to it
        add column name_initials text collate "C",
        -- blind index of the last four digits
        add column phone_tail_index bytea;

      -- '/1/4/29/' → '/1/4/': districts have no street and stand for themselves
      create function street_path_of(p_path text) returns text language sql immutable parallel safe as $$
        select coalesce(substring(p_path from '^/[0-9]+/[0-9]+/'), p_path)
      $$;

      create function volunteer_keep_search() returns trigger language plpgsql as $$
      begin
        if tg_op = 'INSERT' or new.division_id <> old.division_id or new.division_path is null then
          select d.path, street_path_of(d.path) into new.division_path, new.street_path
            from division d where d.id = new.division_id;
        end if;
        if new.name is null or (tg_op = 'UPDATE' and new.name is distinct from old.name
            and new.name_initials is not distinct from old.name_initials) then
          new.name_initials := null;
        end if;
        if new.phone_cipher is null or (tg_op = 'UPDATE' and new.phone_index is distinct from old.phone_index
            and new.phone_tail_index is not distinct from old.phone_tail_index) then
          new.phone_tail_index := null;
        end if;
        return new;
      end $$;
      create trigger volunteer_search before insert or update on volunteer
        for each row execute function volunteer_keep_search();

      update volunteer set division_path = null;
      alter table volunteer alter column division_path set not null, alter column street_path set not null;

      create index volunteer_by_name on volunteer (street_path, (name collate "C"), id) where name is not null;
      create index volunteer_by_name_everywhere on volunteer ((name collate "C"), id) where name is not null;
      create index volunteer_by_given_name on volunteer (street_path, (reverse(name) collate "C"), id)
        where name is not null;
      create index volunteer_by_given_name_everywhere on volunteer ((reverse(name) collate "C"), id)
        where name is not null;
      create index volunteer_by_initials on volunteer (street_path, name_initials, id) where name is not null;
      create index volunteer_by_initials_everywhere on volunteer (name_initials, id) where name is not null;
      create index volunteer_by_phone_tail on volunteer (phone_tail_index, street_path, id)
        where phone_tail_index is not null;
      create index volunteer_search_due on volunteer (id)
        where (name is not null and name_initials is null) or (phone_cipher is not null and phone_tail_index is null);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop trigger volunteer_search on volunteer;
      drop function volunteer_keep_search(), street_path_of(text);
      drop index volunteer_by_name, volunteer_by_name_everywhere, volunteer_by_given_name,
        volunteer_by_given_name_everywhere, volunteer_by_initials, volunteer_by_initials_everywhere,
        volunteer_by_phone_tail, volunteer_search_due;
      alter table volunteer drop column division_path, drop column street_path, drop column name_initials,
        drop column phone_tail_index;
    `);
  }
}
