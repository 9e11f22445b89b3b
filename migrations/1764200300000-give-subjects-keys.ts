/**
 * Why: envelope encryption. Every volunteer gets a data key of their own, wrapped by a versioned master key, so that
 * closing an account can destroy what opens it and a new master key needs only new wrappings. Occupation, address and
 * emergency contact move into one sealed column; the plain column is emptied by the rotation, not here, because a
 * migration has no keys.
 * Locks: volunteer for an instant (a column without default). Way back: possible while nothing was sealed by a data key;
 * sealed texts cannot be read by the older version.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { guardTables } from './support/guards';

export class GiveSubjectsKeys1764200300000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table subject_key (
        subject_kind text not null check (subject_kind in ('volunteer')),
        subject_id uuid not null,
        -- the data key under a master key; gone once it was destroyed
        wrapped_key bytea,
        created_at timestamptz not null default now(),
        destroyed_at timestamptz,
        primary key (subject_kind, subject_id),
        constraint subject_key_destroyed_or_kept check ((wrapped_key is null) = (destroyed_at is not null))
      );

      -- A destroyed key stays destroyed, and a key is never exchanged for that of another subject.
      create function keep_key_destroyed() returns trigger language plpgsql as $$
      begin
        if old.destroyed_at is not null and new.wrapped_key is not null
          or (new.subject_kind, new.subject_id) is distinct from (old.subject_kind, old.subject_id) then
          raise exception 'the key of a subject cannot come back' using errcode = 'VL001';
        end if;
        return new;
      end $$;
      create trigger subject_key_stays_destroyed before update on subject_key
        for each row execute function keep_key_destroyed();

      create table key_rotation (
        id uuid primary key,
        master_version integer not null,
        suite text not null check (suite in ('AES', 'SM')),
        started_by text not null,
        started_at timestamptz not null,
        resealed_count bigint not null default 0,
        -- where it stands: what it works on, and the key of the last row it passed
        step text,
        position text[],
        finished_at timestamptz
      );
      create unique index key_rotation_running on key_rotation ((true)) where finished_at is null;

      alter table volunteer add column private_cipher bytea;
    `);
    await guardTables(queryRunner, 'balance', ['subject_key', 'key_rotation']);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table volunteer drop column private_cipher;
      drop table key_rotation, subject_key;
      drop function keep_key_destroyed();
    `);
  }
}
