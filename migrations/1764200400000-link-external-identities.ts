/**
 * Why: people sign in through a gateway of the government or of WeChat. The account a gateway vouches for is kept as a keyed
 * hash, so that the table tells nobody who somebody is elsewhere; a sign-in that has begun is kept as hashes until it is
 * over. Locks: none, both tables are new. Way back: drop them (everybody signs in by the other ways).
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LinkExternalIdentities1764200400000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table external_identity (
        id uuid primary key,
        user_id uuid not null references user_account (id),
        provider_id text not null,
        -- issuer and subject: one identity opens one account
        subject_index bytea not null unique check (octet_length(subject_index) = 32),
        linked_at timestamptz not null,
        last_used_at timestamptz,
        unique (user_id, provider_id)
      );

      -- From the start to the answer of the gateway, and to the one-time code where the account asks for one.
      create table external_sign_in (
        ticket_hash bytea primary key check (octet_length(ticket_hash) = 32),
        provider_id text not null,
        -- who links; null: somebody signs in
        linking_user_id uuid references user_account (id),
        expires_at timestamptz not null,
        -- the gateway's answer has come: a second one does not count
        answered_at timestamptz,
        -- whom the gateway has vouched for, while the one-time code is still missing
        proven_user_id uuid references user_account (id)
      );
      create index external_sign_in_expiry on external_sign_in (expires_at);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table external_sign_in, external_identity');
  }
}
