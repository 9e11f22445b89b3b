/**
 * Why: who decides for absent people is somebody of a neighbouring place, named by two who are neither of them that person, for
 * at most 92 days. The operator releases what waits for a second administrator only where, for the last 72 hours, nobody could
 * have decided it. Notices to staff can be for those of one place, and for one person.
 * Locks: staff_notice for an instant. Way back: the functions of before; notices to a place are shown to everybody.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class DeputiesAndRelease1764400100000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table staff_notice
        -- for staff of this place, of what is above it and inside it; and for this account. Both null: for everybody of staff
        add column division_id uuid references division (id),
        add column user_id uuid references user_account (id);

      -- Who may decide for a place as a deputy: holds a deciding role beside it, or beside one of the places above it.
      create function fits_as_deputy(p_user uuid, p_division uuid, p_at timestamptz) returns boolean
      language sql stable as $$
        select exists (
          select 1 from role_grant g join division d on d.id = g.division_id
          join division p on p.id = p_division left join division up on up.id = d.parent_id
          where g.user_id = p_user
            and g.role in ('SECURITY_ADMIN', 'SYSTEM_ADMIN', 'STREET_ADMIN', 'STREET_LEADER', 'COMMUNITY_WORKER')
            and g.valid_from <= p_at and (g.valid_to is null or g.valid_to > p_at)
            and not starts_with(p.path, d.path) and not starts_with(d.path, p.path)
            and (up.path is null or starts_with(p.path, up.path)))
      $$;

      -- Accounts that could have decided a request about accounts at any time of the span, by one of the roles.
      create function could_decide_accounts(p_request uuid, p_roles text[], p_from timestamptz, p_to timestamptz)
      returns setof uuid language sql stable as $$
        select distinct g.user_id from decision_request r join division p on p.id = r.division_id
        join role_grant g on g.role = any (p_roles) and g.valid_from <= p_to and (g.valid_to is null or g.valid_to > p_from)
        join user_account u on u.id = g.user_id and u.status = 'ACTIVE'
        join division d on d.id = g.division_id
        where r.id = p_request
          and (starts_with(p.path, d.path) or exists (
            select 1 from decision_deputy y join division a on a.id = y.division_id
            where y.user_id = g.user_id and starts_with(p.path, a.path) and (y.ended_at is null or y.ended_at > p_from)
              and y.from_day <= (p_to at time zone 'Asia/Shanghai')::date
              and y.until_day >= (p_from at time zone 'Asia/Shanghai')::date))
          and decision_tie(g.user_id::text, r.asked_by, r.hands, r.concerned, r.began_at) is null
      $$;

      create or replace function deputy_by_two() returns trigger language plpgsql as $$
      declare
        v_request decision_request;
        v_decision decision;
        v_path text;
      begin
        if tg_op = 'UPDATE' then
          if to_jsonb(new) - 'ended_at' <> to_jsonb(old) - 'ended_at' or old.ended_at is not null then
            raise exception 'a term as deputy ends and does not change' using errcode = 'VL011', constraint = 'deputy_only_ends';
          end if;
          return new;
        end if;
        if is_practice() then return new; end if;
        select * into v_request from decision_request r where r.id = new.decision_id and r.kind = 'identity.deputy'
          and r.payload ->> 'userId' = new.user_id::text and r.payload ->> 'divisionId' = new.division_id::text
          and r.payload ->> 'fromDay' = new.from_day::text and r.payload ->> 'untilDay' = new.until_day::text
          and r.asked_by = new.named_by;
        select * into v_decision from decision d where d.request_id = v_request.id and d.outcome = 'APPROVED';
        select path into v_path from division where id = new.division_id;
        if v_decision.request_id is null or not may_manage_accounts(v_request.asked_by, v_path, v_request.asked_at)
          or (account_of(v_decision.decided_by) is not null
            and not may_manage_accounts(v_decision.decided_by, v_path, v_decision.decided_at)) then
          raise exception 'a deputy is named by two' using errcode = 'VL011', constraint = 'deputy_by_two';
        end if;
        if one_person(new.user_id::text, v_request.asked_by, v_request.asked_at)
          or one_person(new.user_id::text, v_decision.decided_by, v_request.asked_at)
          or not fits_as_deputy(new.user_id, new.division_id, v_decision.decided_at) then
          raise exception 'a deputy is somebody of a neighbouring place' using errcode = 'VL011', constraint = 'deputy_is_another';
        end if;
        if new.until_day - new.from_day >= 92 or new.from_day < (v_request.asked_at at time zone 'Asia/Shanghai')::date then
          raise exception 'a deputy decides for some days' using errcode = 'VL011', constraint = 'deputy_for_days';
        end if;
        return new;
      end $$;

      create or replace function operator_decides_by_word() returns trigger language plpgsql as $$
      begin
        if new.outcome <> 'APPROVED' or account_of(new.decided_by) is not null or is_practice() or not exists (
          select 1 from decision_request r where r.id = new.request_id and r.kind like 'identity.%') then return new; end if;
        if not exists (
          select 1 from decision_request r join operator_word w on w.kind = 'RELEASE' and w.subject_id = r.id
          where r.id = new.request_id and least(w.given_at, new.decided_at) >= r.asked_at + interval '72 hours') then
          raise exception 'the operator releases later' using errcode = 'VL011', constraint = 'operator_waits';
        end if;
        if exists (select 1 from could_decide_accounts(new.request_id, array['SECURITY_ADMIN'],
            new.decided_at - interval '72 hours', new.decided_at)) then
          raise exception 'somebody may decide' using errcode = 'VL011', constraint = 'operator_is_last';
        end if;
        return new;
      end $$;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create or replace function deputy_by_two() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' then
          if to_jsonb(new) - 'ended_at' <> to_jsonb(old) - 'ended_at' or old.ended_at is not null then
            raise exception 'a term as deputy ends and does not change' using errcode = 'VL011', constraint = 'deputy_only_ends';
          end if;
          return new;
        end if;
        if not is_practice() and not exists (
          select 1 from decision_request r join decision d on d.request_id = r.id and d.outcome = 'APPROVED'
          where r.id = new.decision_id and r.kind = 'identity.deputy' and r.payload ->> 'userId' = new.user_id::text
            and r.payload ->> 'divisionId' = new.division_id::text and r.payload ->> 'fromDay' = new.from_day::text
            and r.payload ->> 'untilDay' = new.until_day::text and r.asked_by = new.named_by) then
          raise exception 'a deputy is named by two' using errcode = 'VL011', constraint = 'deputy_by_two';
        end if;
        return new;
      end $$;
      create or replace function operator_decides_by_word() returns trigger language plpgsql as $$
      begin
        if new.outcome = 'APPROVED' and account_of(new.decided_by) is null and not is_practice() and exists (
          select 1 from decision_request r where r.id = new.request_id and r.kind like 'identity.%' and not exists (
            select 1 from operator_word w where w.kind = 'RELEASE' and w.subject_id = r.id
              and least(w.given_at, new.decided_at) >= r.asked_at + interval '72 hours')) then
          raise exception 'the operator releases later' using errcode = 'VL011', constraint = 'operator_waits';
        end if;
        return new;
      end $$;
      drop function could_decide_accounts(uuid, text[], timestamptz, timestamptz);
      drop function fits_as_deputy(uuid, uuid, timestamptz);
      alter table staff_notice drop column division_id, drop column user_id;
    `);
  }
}
