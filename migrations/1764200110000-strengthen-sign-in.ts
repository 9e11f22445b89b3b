/**
 * Why: one-time codes of administrators, codes by text message, and links by which somebody sets the own password. All
 * secrets are kept as hashes, except the one-time secret, which has to be computed with and is encrypted.
 * Locks: none, all tables are new. Way back: drop them (administrators sign in with their password alone).
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class StrengthenSignIn1764200110000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table user_totp (
        user_id uuid primary key references user_account (id),
        secret_cipher bytea not null,
        created_at timestamptz not null,
        -- null: shown, and not yet proven by a code
        confirmed_at timestamptz,
        -- the 30-second step of the last code: neither it nor an earlier one works again
        last_step bigint not null default 0
      );

      create table recovery_code (
        user_id uuid not null references user_account (id),
        code_hash bytea not null check (octet_length(code_hash) = 32),
        used_at timestamptz,
        primary key (user_id, code_hash)
      );

      -- One per phone, the newest. Phones that nobody has get one too, so that both answer the same.
      create table phone_code (
        phone_index bytea primary key,
        code_hash bytea not null check (octet_length(code_hash) = 32),
        expires_at timestamptz not null,
        tries_left integer not null check (tries_left >= 0)
      );

      create table invitation (
        token_hash bytea primary key check (octet_length(token_hash) = 32),
        user_id uuid not null references user_account (id),
        created_by text not null,
        created_at timestamptz not null,
        expires_at timestamptz not null check (expires_at > created_at),
        used_at timestamptz,
        -- replaced by a newer one
        voided_at timestamptz
      );
      create index invitation_user on invitation (user_id) where used_at is null and voided_at is null;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table invitation, phone_code, recovery_code, user_totp');
  }
}
