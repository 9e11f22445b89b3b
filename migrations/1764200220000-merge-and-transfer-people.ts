/**
 * Why: the same person may be registered twice, and people move. A merge is proposed by one and decided by another; what it
 * leaves is a link, a fact: the merged number points to the surviving one, and the ledger of neither changes. A transfer
 * keeps who, when, from and to, and the consent it rests on.
 * Locks: none, the tables are new. Way back: drop them.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { guardTables, refuseChanges } from './support/guards';

export class MergeAndTransferPeople1764200220000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table volunteer_merge (
        id uuid primary key,
        merged_volunteer_id uuid not null references volunteer (id),
        surviving_volunteer_id uuid not null references volunteer (id),
        reason text not null,
        consent_channel text not null check (consent_channel in ('PAPER', 'ASSISTED')),
        -- where the signed paper lies
        consent_reference text not null,
        status text not null check (status in ('PROPOSED', 'APPROVED', 'REJECTED')),
        proposed_by text not null,
        proposed_at timestamptz not null,
        decided_by text,
        decided_at timestamptz,
        decision_reason text,
        check (merged_volunteer_id <> surviving_volunteer_id),
        check ((status = 'PROPOSED') = (decided_by is null)),
        constraint volunteer_merge_two_people check (decided_by <> proposed_by)
      );
      create unique index volunteer_merge_open on volunteer_merge (merged_volunteer_id) where status = 'PROPOSED';
      create index volunteer_merge_survivor on volunteer_merge (surviving_volunteer_id) where status = 'PROPOSED';

      -- A number that was merged points to the surviving one, for good.
      create table volunteer_link (
        merged_volunteer_id uuid primary key references volunteer (id),
        surviving_volunteer_id uuid not null references volunteer (id),
        merge_id uuid not null unique references volunteer_merge (id),
        linked_at timestamptz not null,
        linked_by text not null,
        check (merged_volunteer_id <> surviving_volunteer_id)
      );
      create index volunteer_link_survivor on volunteer_link (surviving_volunteer_id);

      -- Who somebody is today: the end of the links, or they themselves.
      create function surviving_volunteer(p_volunteer uuid) returns uuid language sql stable parallel safe as $$
        with recursive way (id, steps) as (
          select p_volunteer, 0
          union all
          select l.surviving_volunteer_id, w.steps + 1 from way w
          join volunteer_link l on l.merged_volunteer_id = w.id where w.steps < 100)
        select id from way order by steps desc limit 1
      $$;

      create table volunteer_transfer (
        id uuid primary key,
        volunteer_id uuid not null references volunteer (id),
        from_division_id uuid references division (id),
        to_division_id uuid references division (id),
        from_team_id uuid references team (id),
        to_team_id uuid references team (id),
        reason text not null,
        -- SELF: the person asked for it
        consent_channel text not null check (consent_channel in ('SELF', 'PAPER', 'ASSISTED')),
        consent_reference text,
        status text not null check (status in ('REQUESTED', 'ACCEPTED', 'DECLINED')),
        requested_by text not null,
        requested_at timestamptz not null,
        decided_by text,
        decided_at timestamptz,
        decision_reason text,
        check ((from_division_id is null) = (to_division_id is null)),
        check ((from_team_id is null) = (to_team_id is null)),
        check ((from_division_id is null) <> (from_team_id is null)),
        check (from_division_id <> to_division_id),
        check (from_team_id <> to_team_id),
        check (consent_channel = 'SELF' or consent_reference is not null),
        check ((status = 'REQUESTED') = (decided_by is null))
      );
      create unique index volunteer_transfer_open_division on volunteer_transfer (volunteer_id)
        where status = 'REQUESTED' and to_division_id is not null;
      create unique index volunteer_transfer_open_team on volunteer_transfer (volunteer_id, from_team_id)
        where status = 'REQUESTED' and to_team_id is not null;
      create index volunteer_transfer_history on volunteer_transfer (volunteer_id, id);
      create index volunteer_transfer_waiting on volunteer_transfer (id) where status = 'REQUESTED';
    `);
    await refuseChanges(queryRunner, 'volunteer_link');
    await guardTables(queryRunner, 'fact', ['volunteer_link']);
    await guardTables(queryRunner, 'balance', ['volunteer_merge', 'volunteer_transfer']);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop function surviving_volunteer(uuid);
      drop table volunteer_transfer, volunteer_link, volunteer_merge;
    `);
  }
}
