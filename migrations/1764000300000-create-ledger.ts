/**
 * Why: the ledger. One signed row names both sides of a posting (the volunteer's account; the issuer: division + reason).
 * Entries are append-only, numbered without gaps per account and chained by hash; ledger_post is the only write path.
 * Everything is partitioned by volunteer, so posters that own disjoint partitions never wait for each other.
 * Locks: none, all tables are new. Way back: drop the tables and functions (only before the first posting).
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { hashFunctions, firstPostingFunctions, soundnessFunctions } from './support/ledger-functions';
import { partitionByVolunteer } from './support/partitions';

export class CreateLedger1764000300000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await requireUtf8(queryRunner);
    await queryRunner.query(soundnessFunctions);
    await queryRunner.query(`
      create table ledger_account (
        volunteer_id uuid not null,
        kind text not null,
        balance bigint not null default 0,
        seq bigint not null default 0,
        head_hash bytea not null default '\\x'::bytea,
        updated_at timestamptz not null,
        primary key (volunteer_id, kind),
        constraint ledger_account_sound check (ledger_account_is_sound(kind, seq)),
        constraint ledger_account_minutes_not_negative check (kind = 'POINT_TENTHS' or balance >= 0)
      ) partition by hash (volunteer_id);

      create table ledger_entry (
        volunteer_id uuid not null,
        account_kind text not null,
        seq bigint not null,
        entry_id uuid not null,
        -- minutes, or tenths of a point
        amount bigint not null,
        balance_after bigint not null,
        issuer_division_id uuid not null,
        reason text not null,
        -- what made this posting; one cause posts once per account
        cause_kind text not null,
        cause_id uuid not null,
        reverses_seq bigint,
        rule_version text not null,
        effective_at timestamptz not null,
        recorded_at timestamptz not null,
        recorded_by text not null,
        hash bytea not null,
        primary key (volunteer_id, account_kind, seq),
        constraint ledger_entry_posted_once unique (volunteer_id, account_kind, cause_kind, cause_id),
        constraint ledger_entry_sound check (ledger_entry_is_sound(seq, amount, reason, cause_kind, reverses_seq,
          effective_at, recorded_at, hash)),
        constraint ledger_entry_minutes_not_negative check (account_kind = 'POINT_TENTHS' or balance_after >= 0)
      ) partition by hash (volunteer_id);
      create unique index ledger_entry_reversed_once on ledger_entry (volunteer_id, account_kind, reverses_seq)
        where reverses_seq is not null;

      -- Sum of the amounts by month of effect, kept in the posting itself; ranking and reports start here.
      create table ledger_month (
        volunteer_id uuid not null,
        account_kind text not null,
        month char(7) not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
        amount bigint not null,
        primary key (volunteer_id, account_kind, month)
      ) with (fillfactor = 80);
    `);
    await queryRunner.query(hashFunctions);
    await queryRunner.query(firstPostingFunctions);
    await partitionByVolunteer(queryRunner, 'ledger_account', { appendOnly: false, fillFactor: 70 });
    await partitionByVolunteer(queryRunner, 'ledger_entry', { appendOnly: true });
    await keyReversalsByLeaf(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop function ledger_lock, ledger_post, ledger_post_many;
      drop aggregate ledger_chain (bytea, bytea);
      drop function ledger_link, ledger_entry_hash, ledger_entry_fields, ledger_text;
      drop table ledger_month, ledger_entry, ledger_account;
      drop function ledger_entry_is_sound, ledger_account_is_sound;
    `);
  }
}

/** The hash takes the bytes of texts as they are stored, and people's names need every character. */
async function requireUtf8(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    do $$ begin
      if current_setting('server_encoding') <> 'UTF8' then
        raise exception 'the database has to be encoded in UTF8, not in %', current_setting('server_encoding');
      end if;
    end $$`);
}

/**
 * A reversal names an entry of its own account, which is in the same leaf: 64 keys from leaf to leaf instead of one
 * between the parents, which would be 64 × 64 and would look for the original in every leaf.
 */
async function keyReversalsByLeaf(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    do $$ declare v_leaf regclass;
    begin
      for v_leaf in select inhrelid::regclass from pg_inherits where inhparent = 'ledger_entry'::regclass loop
        execute format('alter table %1$s add foreign key (volunteer_id, account_kind, reverses_seq)
          references %1$s (volunteer_id, account_kind, seq)', v_leaf);
      end loop;
    end $$`);
}
