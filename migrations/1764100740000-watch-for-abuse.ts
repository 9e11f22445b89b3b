/**
 * Why: bought hours are the main abuse. Signals bring what looks odd before a person, each once, and punish nobody; spot
 * checks draw a random sample whose seed was fixed beforehand (its hash is public first); sanctions are decisions of a
 * person, with an end, that use cases respect.
 * Locks: none, the tables are new. Way back: drop them.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class WatchForAbuse1764100740000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table review_signal (
        id uuid primary key,
        kind text not null check (kind in ('SHARED_DEVICE', 'IDENTICAL_SECONDS', 'IMPOSSIBLE_SPEED', 'BACKFILL_SHARE',
          'ONE_RECORDER', 'YOUNG_ACCOUNT')),
        -- the fact it is about: a signal of a kind is raised once per fact
        subject_key text not null,
        division_id uuid not null references division (id),
        -- counts, times and ids; no names
        evidence jsonb not null,
        raised_at timestamptz not null,
        status text not null check (status in ('OPEN', 'HARMLESS', 'CONFIRMED')),
        decided_by text,
        decided_at timestamptz,
        decision_reason text,
        constraint review_signal_once unique (kind, subject_key),
        check ((status = 'OPEN') = (decided_by is null))
      );
      create index review_signal_queue on review_signal (raised_at, id) where status = 'OPEN';

      create table spot_check (
        id uuid primary key,
        division_id uuid not null references division (id),
        from_day date not null,
        to_day date not null,
        sample_size integer not null check (sample_size between 1 and 1000),
        -- SHA-256 of the seed, public from the beginning; the seed itself is encrypted until it is published
        seed_hash text not null check (seed_hash ~ '^[0-9a-f]{64}$'),
        seed_cipher bytea not null,
        seed text,
        population_count integer,
        -- SHA-256 over the ids of all records that could be drawn
        population_hash text,
        created_by text not null,
        created_at timestamptz not null,
        published_by text,
        published_at timestamptz,
        check (to_day >= from_day),
        check ((seed is null) = (published_at is null)),
        check (seed is null or encode(sha256(convert_to(seed, 'UTF8')), 'hex') = seed_hash)
      );

      create table spot_check_item (
        volunteer_id uuid not null,
        spot_check_id uuid not null references spot_check (id),
        record_id uuid not null references service_record (id),
        position integer not null,
        result text check (result in ('CONFIRMED', 'DOUBTFUL', 'FALSE')),
        note text,
        checked_by text,
        checked_at timestamptz,
        primary key (volunteer_id, spot_check_id, record_id),
        check ((result is null) = (checked_by is null))
      );
      create index spot_check_item_order on spot_check_item (spot_check_id, position);

      create table sanction (
        id uuid primary key,
        volunteer_id uuid not null references volunteer (id),
        kind text not null check (kind in ('NO_SELF_BACKFILL')),
        valid_from date not null,
        -- the first day without it
        valid_to date not null,
        reason text not null,
        created_by text not null,
        created_at timestamptz not null,
        lifted_by text,
        lifted_at timestamptz,
        check (valid_to > valid_from),
        check ((lifted_by is null) = (lifted_at is null))
      );
      create index sanction_volunteer on sanction (volunteer_id, kind) where lifted_at is null;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table sanction, spot_check_item, spot_check, review_signal');
  }
}
