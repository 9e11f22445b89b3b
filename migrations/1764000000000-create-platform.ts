/**
 * Why: the technical tables every feature leans on: outbox (effects wait for the commit), command keys (a command is
 * carried out once), audit log, policies as data, working days, sign-in.
 * Locks: none, all tables are new. Way back: drop the tables (loses nothing but an empty system).
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePlatform1764000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create extension if not exists btree_gist;

      -- Refuses every change of an append-only table; row triggers cover UPDATE and DELETE, statement triggers TRUNCATE.
      create function refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'table % is append-only: % is refused', tg_table_name, tg_op using errcode = 'VL001';
      end $$;

      create table outbox (
        id bigint generated always as identity primary key,
        job text not null,
        dedup_key text,
        payload jsonb not null,
        created_at timestamptz not null default now(),
        available_at timestamptz not null default now()
      );
      create index outbox_available on outbox (available_at, id);

      create table command_key (
        actor_id text not null,
        key text not null check (length(key) between 8 and 128),
        command text not null,
        request_hash bytea not null,
        response jsonb,
        created_at timestamptz not null default now(),
        primary key (actor_id, key)
      );

      create table audit_log (
        id bigint generated always as identity primary key,
        at timestamptz not null default now(),
        actor_id text not null,
        actor_kind text not null check (actor_kind in ('USER', 'SYSTEM', 'ANONYMOUS')),
        action text not null,
        subject_kind text,
        subject_id text,
        reason text,
        details jsonb not null default '{}',
        remote_address text
      );
      create index audit_log_subject on audit_log (subject_kind, subject_id, id);
      create index audit_log_actor on audit_log (actor_id, id);
      create trigger audit_log_append_only before update or delete on audit_log
        for each row execute function refuse_change();
      create trigger audit_log_no_truncate before truncate on audit_log
        for each statement execute function refuse_change();

      create table policy (
        id uuid primary key,
        kind text not null check (kind in ('HOURS', 'POINTS', 'STARS', 'SELECTION')),
        version text not null,
        division_id uuid,
        effective_from date not null,
        body jsonb not null,
        created_by text not null,
        created_at timestamptz not null default now()
      );
      -- A version text names one policy of its kind, so that a ledger entry's rule_version is never ambiguous.
      create unique index policy_version on policy (kind, version);
      create trigger policy_append_only before update or delete on policy
        for each row execute function refuse_change();
      create trigger policy_no_truncate before truncate on policy
        for each statement execute function refuse_change();

      create table calendar_day (
        day date primary key,
        is_working boolean not null,
        label text,
        source text not null
      );

      create table user_account (
        id uuid primary key,
        username text not null check (username = lower(username) and length(username) between 3 and 64),
        password_hash text not null,
        display_name text not null,
        volunteer_id uuid,
        status text not null check (status in ('ACTIVE', 'DISABLED')),
        failed_attempts integer not null default 0 check (failed_attempts >= 0),
        locked_until timestamptz,
        must_change_password boolean not null default false,
        created_at timestamptz not null default now(),
        version integer not null default 1
      );
      create unique index user_account_username on user_account (username);
      create unique index user_account_volunteer on user_account (volunteer_id) where volunteer_id is not null;

      create table role_grant (
        id uuid primary key,
        user_id uuid not null references user_account (id),
        role text not null,
        division_id uuid not null,
        valid_from timestamptz not null,
        valid_to timestamptz,
        granted_by text not null,
        created_at timestamptz not null default now(),
        check (valid_to is null or valid_to > valid_from)
      );
      create index role_grant_user on role_grant (user_id);

      create table user_session (
        id uuid primary key,
        user_id uuid not null references user_account (id),
        created_at timestamptz not null,
        last_used_at timestamptz not null,
        revoked_at timestamptz,
        revoke_reason text,
        device text
      );
      create index user_session_user on user_session (user_id);

      create table refresh_token (
        token_hash bytea primary key,
        session_id uuid not null references user_session (id),
        issued_at timestamptz not null,
        expires_at timestamptz not null,
        used_at timestamptz
      );
      create index refresh_token_session on refresh_token (session_id);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table refresh_token, user_session, role_grant, user_account, calendar_day, policy, audit_log, command_key,
        outbox;
      drop function refuse_change();
    `);
  }
}
