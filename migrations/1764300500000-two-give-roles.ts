/**
 * Why: who manages accounts decides nothing else, and nobody alone gives a role that decides or watches: it stands on a
 * decision of two, or on the operator's word, which only the owner of the tables can write down. An account is opened by its
 * own person, through the registered phone or a slip that a second administrator released; who made it is never rewritten. Two
 * accounts with one phone or one ID number are one person. Somebody who decides for an absent one is named by two.
 *
 * Existing installations keep what the rules allow. Taken back, with a line in account_finding each: SECURITY_ADMIN beside
 * any other role (the daily work goes on, the operator gives the office to two others); AUDITOR beside SYSTEM_ADMIN. Accounts
 * whose password another has typed, and whose person never used a link, count as one with who made them until they are opened;
 * links that wait were shown to who made them, and end.
 * Locks: user_account, role_grant and invitation for an instant. Way back: drop what is new; ended grants stay ended.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { accountFunctions, accountTriggers } from './support/account-functions';
import { guardTables, refuseChanges } from './support/guards';

const facts = ['staff_notice'];

export class TwoGiveRoles1764300500000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- What the operator has said at the server's own terminal. Written by the owner of the tables alone.
      create table operator_word (
        id uuid primary key,
        kind text not null check (kind in ('GRANT', 'OPEN', 'RELEASE')),
        -- the account, or the request
        subject_id uuid not null,
        -- of a grant: role and place
        detail text not null default '',
        given_at timestamptz not null
      );

      alter table user_account
        add column phone_cipher bytea,
        add column phone_index bytea,
        add column id_number_index bytea,
        -- whoever asked for the account has said that its person is no volunteer
        add column has_no_volunteer boolean not null default false;
      create index user_account_phone on user_account (phone_index) where phone_index is not null;
      create index user_account_id_number on user_account (id_number_index) where id_number_index is not null;

      alter table role_grant
        add column decision_id uuid references decision_request (id),
        add column word_id uuid references operator_word (id);
      create unique index role_grant_decision on role_grant (decision_id) where decision_id is not null;
      create unique index role_grant_word on role_grant (word_id) where word_id is not null;

      -- The half of a slip that who asked for it tells the person; the other half is printed by who released it.
      create table staff_slip (
        request_id uuid primary key references decision_request (id),
        user_id uuid not null references user_account (id),
        pin_hash bytea not null check (length(pin_hash) = 32),
        tries_left smallint not null check (tries_left >= 0),
        printed_at timestamptz,
        printed_by text
      );

      -- What shall be noted of the person behind an account, while another has not agreed yet.
      create table account_change (
        request_id uuid primary key references decision_request (id),
        user_id uuid not null references user_account (id),
        phone_cipher bytea,
        phone_index bytea,
        id_number_index bytea,
        person_volunteer_id uuid references volunteer (id),
        has_no_volunteer boolean not null
      );

      alter table invitation
        -- LINK: shown to who made it (practice only)
        add column way text not null default 'LINK' check (way in ('LINK', 'SMS', 'SLIP', 'OPERATOR')),
        -- the decision of two that a slip stands on
        add column slip_id uuid references decision_request (id),
        add column word_id uuid references operator_word (id),
        add check ((way = 'SLIP') = (slip_id is not null)),
        add check ((way = 'OPERATOR') = (word_id is not null));

      alter table decision_deputy add column decision_id uuid references decision_request (id);
      create unique index decision_deputy_decision on decision_deputy (decision_id) where decision_id is not null;

      -- What all members of staff are told: Chinese, no names.
      create table staff_notice (
        id uuid primary key,
        sentence text not null,
        told_at timestamptz not null
      );
      create index staff_notice_newest on staff_notice (told_at desc, id desc);

      -- What the rules changed in an installation that was there before them.
      create table account_finding (
        id bigint generated always as identity primary key,
        kind text not null check (kind in ('ROLE_ENDED', 'NOT_OPENED', 'LINK_ENDED')),
        user_id uuid not null references user_account (id),
        role text,
        division_id uuid references division (id),
        made_by text,
        found_at timestamptz not null default now(),
        -- shown once at a start
        told_at timestamptz
      );
    `);
    await queryRunner.query(accountFunctions);
    await migrateAccounts(queryRunner);
    await queryRunner.query(accountTriggers);
    await refuseChanges(queryRunner, 'operator_word');
    for (const table of facts) await refuseChanges(queryRunner, table);
    await guardTables(queryRunner, 'fact', facts);
    await guardTables(queryRunner, 'functionOnly', ['operator_word']);
    await guardTables(queryRunner, 'balance', ['role_grant']);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop trigger role_grant_by_two on role_grant;
      drop trigger role_grant_only_ends on role_grant;
      drop trigger account_keeps_maker on user_account;
      drop trigger deputy_by_two on decision_deputy;
      drop trigger operator_decides_by_word on decision;
      drop function role_grant_by_two(), role_grant_only_ends(), account_keeps_maker(), deputy_by_two(),
        operator_decides_by_word(), may_manage_accounts(text, text, timestamptz), roles_clash(text, text);
      alter table invitation drop column way, drop column slip_id, drop column word_id;
      alter table decision_deputy drop column decision_id;
      alter table role_grant drop column decision_id, drop column word_id;
      drop table account_finding, staff_notice, account_change, staff_slip, operator_word;
    `);
    await queryRunner.query(`
      create or replace function volunteer_behind(p_actor text) returns uuid language sql stable as $$
        select surviving_volunteer(coalesce(u.volunteer_id, u.person_volunteer_id)) from user_account u
        where u.id = account_of(p_actor) and coalesce(u.volunteer_id, u.person_volunteer_id) is not null
      $$;
      create or replace function one_person(p_one text, p_other text, p_since timestamptz) returns boolean
      language plpgsql stable as $$
      declare
        v_one text[];
        v_other text[];
      begin
        if p_one = p_other then return true; end if;
        v_one := account_makers(p_one);
        v_other := account_makers(p_other);
        return v_one && v_other or exists (
          select 1 from unnest(v_one) a cross join unnest(v_other) b
          cross join lateral (select volunteer_behind(a) as one, volunteer_behind(b) as other) v
          where v.one = v.other or shared_household_since(v.one, v.other, p_since));
      end $$;
      drop function same_person(text, text), marks_of(text, boolean);
      alter table user_account drop column phone_cipher, drop column phone_index, drop column id_number_index,
        drop column has_no_volunteer;
    `);
    await guardTables(queryRunner, 'balance', ['role_grant'], 'grant');
  }
}

/** Ends what the rules forbid and says what was ended. Practice knows no such rules. */
async function migrateAccounts(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    with held as (
      select g.id, g.user_id, g.role, g.division_id from role_grant g
      where not is_practice() and (g.valid_to is null or g.valid_to > now())
    ), forbidden as (
      select a.* from held a where
        a.role = 'SECURITY_ADMIN' and exists (select 1 from held b where b.user_id = a.user_id and b.role <> a.role)
        or a.role = 'AUDITOR' and exists (select 1 from held b where b.user_id = a.user_id and b.role = 'SYSTEM_ADMIN')
    ), ended as (
      update role_grant g set valid_to = greatest(now(), g.valid_from + interval '1 microsecond')
      from forbidden f where g.id = f.id returning g.id
    )
    insert into account_finding (kind, user_id, role, division_id)
      select 'ROLE_ENDED', f.user_id, f.role, f.division_id from forbidden f join ended e on e.id = f.id;

    with made as (
      select distinct on (u.id) u.id, a.actor_id from user_account u
      join audit_log a on a.subject_id = u.id::text and a.action = 'identity.create-user' and a.actor_kind = 'USER'
      where not is_practice()
      order by u.id, a.id
    ), noted as (
      update user_account u set made_by = m.actor_id,
        opened_at = case when exists (select 1 from invitation i where i.user_id = u.id and i.used_at is not null)
          then u.opened_at end
      from made m where m.id = u.id returning u.id, u.opened_at, m.actor_id
    )
    insert into account_finding (kind, user_id, made_by)
      select 'NOT_OPENED', n.id, n.actor_id from noted n where n.opened_at is null;

    with ended as (
      update invitation set voided_at = now()
      where not is_practice() and used_at is null and voided_at is null and expires_at > now() returning user_id
    )
    insert into account_finding (kind, user_id) select 'LINK_ENDED', user_id from ended;
  `);
}
