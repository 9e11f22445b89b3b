/**
 * Why: two registrations with different ID numbers are two persons until both say otherwise: each agrees from the own account
 * or on a signed paper of its own, and only then is a merge decided. Whoever wrote a paper down does not decide. A link
 * follows from a decided merge of the same two numbers and from nothing else.
 * Locks: volunteer_merge and volunteer_link for an instant (triggers). What waits has to be agreed to. Way back: drop it; who
 * agreed is lost.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { guardTables, refuseChanges } from './support/guards';

export class AgreeOnMerges1764300700010 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table volunteer_merge_consent (
        merge_id uuid not null references volunteer_merge (id),
        volunteer_id uuid not null references volunteer (id),
        channel text not null check (channel in ('ACCOUNT', 'PAPER')),
        -- where the signed paper lies
        reference text check (length(reference) >= 2),
        -- the own account, or who has the paper
        recorded_by text not null,
        recorded_at timestamptz not null,
        primary key (merge_id, volunteer_id),
        check ((channel = 'PAPER') = (reference is not null))
      );

      -- VL010: who agrees is one of the two, from the own account, which is not in the hands of who proposed the merge.
      create function merge_consent_is_own() returns trigger language plpgsql as $$
      declare
        v_merge volunteer_merge;
      begin
        select * into strict v_merge from volunteer_merge where id = new.merge_id;
        if v_merge.status <> 'PROPOSED' or new.volunteer_id not in (v_merge.merged_volunteer_id, v_merge.surviving_volunteer_id)
        then
          raise exception 'nothing to agree to' using errcode = 'VL010', constraint = 'merge_consent_is_asked';
        end if;
        if new.channel = 'ACCOUNT' and (
          not exists (select 1 from user_account u
            where u.id = account_of(new.recorded_by) and u.volunteer_id = new.volunteer_id)
          or one_person(new.recorded_by, v_merge.proposed_by, v_merge.proposed_at)) then
          raise exception 'somebody else agrees' using errcode = 'VL010', constraint = 'merge_consent_is_own';
        end if;
        return new;
      end $$;
      create trigger volunteer_merge_consent_own before insert on volunteer_merge_consent
        for each row execute function merge_consent_is_own();

      -- VL010: a merge of two different identities is approved once both persons agreed, by who wrote no paper down.
      create function merge_is_agreed() returns trigger language plpgsql as $$
      begin
        if new.status <> 'APPROVED' or tg_op = 'UPDATE' and old.status = 'APPROVED' then return new; end if;
        if exists (
          select 1 from volunteer a join volunteer b on b.id = new.surviving_volunteer_id
          where a.id = new.merged_volunteer_id and a.id_number_index is not distinct from b.id_number_index
            and a.id_number_index is not null) then return new; end if;
        if (select count(*) from volunteer_merge_consent where merge_id = new.id) < 2 then
          raise exception 'both persons have to agree' using errcode = 'VL010', constraint = 'merge_is_agreed';
        end if;
        if exists (select 1 from volunteer_merge_consent c where c.merge_id = new.id and c.channel = 'PAPER'
            and account_of(new.decided_by) is not null and one_person(c.recorded_by, new.decided_by, new.proposed_at)) then
          raise exception 'the decider is tied: HANDS' using errcode = 'VL010', constraint = 'decider_is_free';
        end if;
        return new;
      end $$;
      create trigger volunteer_merge_agreed before insert or update on volunteer_merge
        for each row execute function merge_is_agreed();

      create function link_is_decided() returns trigger language plpgsql as $$
      begin
        if not exists (
          select 1 from volunteer_merge m where m.id = new.merge_id and m.status = 'APPROVED'
            and m.merged_volunteer_id = new.merged_volunteer_id and m.surviving_volunteer_id = new.surviving_volunteer_id
        ) then
          raise exception 'nobody decided this link' using errcode = 'VL010', constraint = 'link_is_decided';
        end if;
        return new;
      end $$;
      create trigger volunteer_link_decided before insert on volunteer_link
        for each row execute function link_is_decided();
    `);
    await refuseChanges(queryRunner, 'volunteer_merge_consent');
    await guardTables(queryRunner, 'fact', ['volunteer_merge_consent']);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop trigger volunteer_link_decided on volunteer_link;
      drop trigger volunteer_merge_agreed on volunteer_merge;
      drop table volunteer_merge_consent;
      drop function link_is_decided(), merge_is_agreed(), merge_consent_is_own();
    `);
  }
}
