/**
 * Why: who was suspended a moment ago was there to decide, so that nobody makes the second administrator absent by suspending
 * that one; and an account comes back by a decision of two about this very suspension, whoever writes the row. What a
 * trigger notes of it, the application cannot write.
 * Locks: user_account for an instant. Way back: the functions of before; when accounts were suspended is forgotten.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { guardTables } from './support/guards';

const ABLE = 'could_decide_accounts(p_request uuid, p_roles text[], p_from timestamptz, p_to timestamptz)';

/** Who could have decided, as one function; `isAble` says when an account was there to do it. */
const couldDecide = (isAble: string) => `
  create or replace function ${ABLE}
  returns setof uuid language sql stable as $$
    select distinct g.user_id from decision_request r join division p on p.id = r.division_id
    join role_grant g on g.role = any (p_roles) and g.valid_from <= p_to and (g.valid_to is null or g.valid_to > p_from)
    join user_account u on u.id = g.user_id
    join division d on d.id = g.division_id
    where r.id = p_request and ${isAble}
      and (starts_with(p.path, d.path) or exists (
        select 1 from decision_deputy y join division a on a.id = y.division_id
        where y.user_id = g.user_id and starts_with(p.path, a.path) and (y.ended_at is null or y.ended_at > p_from)
          and y.from_day <= (p_to at time zone 'Asia/Shanghai')::date
          and y.until_day >= (p_from at time zone 'Asia/Shanghai')::date))
      and decision_tie(g.user_id::text, r.asked_by, r.hands, r.concerned, r.began_at) is null
  $$;`;

export class HoldSuspensions1764502000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- when the account was taken out of use, as whoever did it says; what counts stands in account_suspension
      alter table user_account add column suspended_at timestamptz;

      -- When accounts were out of use. Written by the trigger on user_account alone.
      create table account_suspension (
        id bigint generated always as identity primary key,
        user_id uuid not null references user_account (id),
        suspended_at timestamptz not null,
        -- null: still, or for good
        ended_at timestamptz,
        -- the decision of two that ended it
        decision_id uuid unique references decision_request (id)
      );
      create unique index account_suspension_open on account_suspension (user_id) where ended_at is null;
      create index account_suspension_user on account_suspension (user_id, suspended_at);

      insert into account_suspension (user_id, suspended_at)
        select u.id, case when u.status = 'DISABLED' then '-infinity' else coalesce((
          select max(a.at) from audit_log a where a.action = 'identity.suspend' and a.subject_kind = 'user_account'
            and a.subject_id = u.id::text), now()) end
        from user_account u where u.status <> 'ACTIVE';
      update user_account u set suspended_at = s.suspended_at from account_suspension s
        where s.user_id = u.id and u.status = 'SUSPENDED';

      create function account_status_steps() returns trigger language plpgsql security definer
      set search_path = public, pg_temp as $$
      declare
        v_suspension account_suspension;
        v_request decision_request;
        v_decision decision;
        v_path text;
      begin
        if old.status = 'DISABLED' then
          raise exception 'a closed account stays closed' using errcode = 'VL011', constraint = 'account_stays_closed';
        end if;
        if new.status <> 'ACTIVE' then
          -- Nobody was out of use before it is written down; a practice year lies in the past.
          insert into account_suspension (user_id, suspended_at) values (new.id, case
            when is_practice() then coalesce(new.suspended_at, now()) else greatest(new.suspended_at, now()) end)
          on conflict do nothing;
          return new;
        end if;
        select * into v_suspension from account_suspension where user_id = new.id and ended_at is null for update;
        select r.* into v_request from decision_request r join decision d on d.request_id = r.id
          where r.kind = 'identity.restore' and r.payload ->> 'userId' = new.id::text and d.outcome = 'APPROVED'
            and d.decided_at >= v_suspension.suspended_at
            and not exists (select 1 from account_suspension s where s.decision_id = r.id)
          order by d.decided_at desc, r.id desc limit 1;
        select * into v_decision from decision where request_id = v_request.id;
        select path into v_path from division where id = v_request.division_id;
        if not is_practice() and (v_decision.request_id is null
          or not may_manage_accounts(v_request.asked_by, v_path, v_request.asked_at)
          or (account_of(v_decision.decided_by) is not null
            and not may_manage_accounts(v_decision.decided_by, v_path, v_decision.decided_at))) then
          raise exception 'an account is restored by two' using errcode = 'VL011', constraint = 'account_restored_by_two';
        end if;
        update account_suspension set ended_at = coalesce(v_decision.decided_at, now()), decision_id = v_request.id
          where id = v_suspension.id;
        new.suspended_at := null;
        return new;
      end $$;
      create trigger account_status_steps before update of status on user_account for each row
        when (old.status is distinct from new.status) execute function account_status_steps();

      -- Accounts that could have decided a request about accounts at any time of the span, by one of the roles: those that were
      -- out of use for the whole time in which they held the role could not.
      ${couldDecide(`not exists (
        select 1 from account_suspension s where s.user_id = u.id and s.suspended_at <= greatest(p_from, g.valid_from)
          and (s.ended_at is null or s.ended_at >= least(p_to, g.valid_to)))`)}
    `);
    await guardTables(queryRunner, 'functionOnly', ['account_suspension']);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ${couldDecide("u.status = 'ACTIVE'")}
      drop trigger account_status_steps on user_account;
      drop function account_status_steps();
      drop table account_suspension;
      alter table user_account drop column suspended_at;
    `);
  }
}
