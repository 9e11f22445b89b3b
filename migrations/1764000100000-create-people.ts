/**
 * Why: the place (tree of divisions, its heads) and the people (volunteers, consents, teams).
 * The ID number and the phone are encrypted from the first row on; uniqueness runs over a blind index.
 * Locks: none, all tables are new. Way back: drop the tables.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePeople1764000100000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table division (
        id uuid primary key,
        node_no bigint generated always as identity unique,
        parent_id uuid references division (id),
        kind text not null check (kind in ('DISTRICT', 'STREET', 'COMMUNITY', 'GRID', 'BUILDING', 'UNIT')),
        code text not null unique,
        name text not null,
        compound_name text,
        -- '/1/4/29/': the node numbers from the root to this division, so that a subtree is a prefix
        path text not null unique check (path like '/%/'),
        sort_order integer not null default 0,
        status text not null default 'ACTIVE' check (status in ('ACTIVE', 'CLOSED')),
        created_at timestamptz not null default now(),
        version integer not null default 1,
        check ((parent_id is null) = (kind = 'DISTRICT'))
      );
      create index division_path on division (path text_pattern_ops);
      create index division_parent on division (parent_id, sort_order, code);

      -- What a place calls things: term is a division kind or a head role, label the local word (楼道长 for BUILDING_HEAD).
      create table division_term (
        division_id uuid not null references division (id),
        term text not null,
        label text not null check (length(label) between 1 and 20),
        primary key (division_id, term)
      );

      create sequence volunteer_serial;

      create table volunteer (
        id uuid primary key,
        volunteer_no text not null unique,
        division_id uuid not null references division (id),
        name text,
        gender text check (gender in ('MALE', 'FEMALE')),
        birth_date date,
        id_type text not null default 'RESIDENT_ID' check (id_type in ('RESIDENT_ID')),
        id_number_cipher bytea,
        id_number_index bytea,
        phone_cipher bytea,
        phone_index bytea,
        political_status text not null default 'UNSPECIFIED',
        occupation text,
        skills text[] not null default '{}',
        availability jsonb not null default '[]',
        status text not null check (status in ('PENDING', 'ACTIVE', 'REJECTED', 'SUSPENDED', 'CLOSED')),
        status_reason text,
        registered_by text not null,
        registration_channel text not null check (registration_channel in ('SELF', 'STAFF', 'IMPORT')),
        registered_at timestamptz not null,
        activated_at timestamptz,
        updated_at timestamptz not null,
        version integer not null default 1,
        check (status = 'CLOSED' or (name is not null and id_number_cipher is not null and id_number_index is not null))
      );
      create unique index volunteer_id_number on volunteer (id_number_index) where id_number_index is not null;
      create index volunteer_phone on volunteer (phone_index) where phone_index is not null;
      create index volunteer_division on volunteer (division_id, status);
      alter table user_account add foreign key (volunteer_id) references volunteer (id);
      alter table role_grant add foreign key (division_id) references division (id);
      alter table policy add foreign key (division_id) references division (id);

      create table consent (
        id uuid primary key,
        volunteer_id uuid not null references volunteer (id),
        purpose text not null check (purpose in
          ('REGISTRATION', 'LOCATION', 'PHOTO', 'RANKING_DISPLAY', 'NAME_PUBLICITY', 'SHARING', 'GUARDIAN')),
        text_version text not null,
        channel text not null check (channel in ('SELF', 'PAPER', 'GUARDIAN', 'ASSISTED')),
        granted_at timestamptz not null,
        withdrawn_at timestamptz,
        recorded_by text not null
      );
      create unique index consent_open on consent (volunteer_id, purpose) where withdrawn_at is null;

      create table head_appointment (
        id uuid primary key,
        volunteer_id uuid not null references volunteer (id),
        division_id uuid not null references division (id),
        role text not null check (role in ('GRID_HEAD', 'BUILDING_HEAD', 'UNIT_HEAD')),
        valid_from date not null,
        valid_to date,
        is_paid boolean not null default false,
        source text not null,
        ended_reason text,
        created_by text not null,
        created_at timestamptz not null,
        version integer not null default 1,
        check (valid_to is null or valid_to > valid_from),
        constraint head_appointment_one_head_at_a_time exclude using gist
          (division_id with =, role with =, daterange(valid_from, valid_to, '[)') with &&)
      );
      create index head_appointment_volunteer on head_appointment (volunteer_id);

      create table team (
        id uuid primary key,
        name text not null,
        kind text not null check (kind in
          ('RESIDENT', 'PARTY_MEMBER', 'IN_SERVICE_PARTY_MEMBER', 'OFFICE_STAFF', 'COMMUNITY', 'PARTNER_UNIT')),
        division_id uuid not null references division (id),
        partner_unit text,
        description text,
        leader_volunteer_id uuid references volunteer (id),
        status text not null default 'ACTIVE' check (status in ('ACTIVE', 'DISSOLVED')),
        created_by text not null,
        created_at timestamptz not null,
        version integer not null default 1
      );
      create unique index team_name on team (division_id, name) where status = 'ACTIVE';
      create index team_leader on team (leader_volunteer_id) where leader_volunteer_id is not null;

      create table team_membership (
        id uuid primary key,
        team_id uuid not null references team (id),
        volunteer_id uuid not null references volunteer (id),
        status text not null check (status in ('REQUESTED', 'ACTIVE', 'DECLINED', 'LEFT')),
        message text,
        requested_at timestamptz not null,
        decided_at timestamptz,
        decided_by text,
        decline_reason text,
        left_at timestamptz,
        version integer not null default 1
      );
      create unique index team_membership_open on team_membership (team_id, volunteer_id)
        where status in ('REQUESTED', 'ACTIVE');
      create index team_membership_volunteer on team_membership (volunteer_id);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table team_membership, team, head_appointment, consent;
      alter table user_account drop constraint user_account_volunteer_id_fkey;
      alter table role_grant drop constraint role_grant_division_id_fkey;
      alter table policy drop constraint policy_division_id_fkey;
      drop table volunteer, division_term, division;
      drop sequence volunteer_serial;
    `);
  }
}
