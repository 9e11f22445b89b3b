/**
 * Why: what one person asks another decides, for every kind of thing by one rule. Two accounts are one person where their
 * person or household is the same, or where one made the other and its own person has not opened it yet. Leading a team
 * is remembered, so that a tie of then still counts now. What is asked and what is decided are facts.
 * Locks: user_account and team for an instant (columns without default). Way back: drop what is new; what was asked and
 * decided by it is lost.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { guardTables, refuseChanges } from './support/guards';

const facts = ['decision_request', 'decision'];

export class DecideByTwo1764300000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table user_account
        -- the actor that made the account; null where nobody wrote it down
        add column made_by text,
        -- when the account's own person took it into the own hands
        add column opened_at timestamptz,
        -- the volunteer behind an account of staff, which is not the volunteer's own account
        add column person_volunteer_id uuid references volunteer (id);
      -- Accounts from before this rule keep what they could do; whom they count as one with is found out by the report.
      update user_account set opened_at = created_at;

      create table team_leadership (
        id uuid primary key default gen_random_uuid(),
        team_id uuid not null references team (id),
        volunteer_id uuid not null references volunteer (id),
        role text not null check (role in ('LEADER', 'DEPUTY')),
        began_at timestamptz not null,
        ended_at timestamptz,
        check (ended_at >= began_at)
      );
      create unique index team_leadership_leader on team_leadership (team_id) where role = 'LEADER' and ended_at is null;
      create unique index team_leadership_open on team_leadership (team_id, volunteer_id) where ended_at is null;
      create index team_leadership_volunteer on team_leadership (volunteer_id);
      insert into team_leadership (team_id, volunteer_id, role, began_at)
        select id, leader_volunteer_id, 'LEADER', created_at from team
        where leader_volunteer_id is not null and status = 'ACTIVE';

      -- Who may decide for a place whose own people are away or too near: somebody of another place, for some days.
      create table decision_deputy (
        id uuid primary key,
        division_id uuid not null references division (id),
        user_id uuid not null references user_account (id),
        from_day date not null,
        until_day date not null,
        reason text not null,
        named_by text not null,
        named_at timestamptz not null,
        ended_at timestamptz,
        check (until_day >= from_day)
      );
      create index decision_deputy_user on decision_deputy (user_id) where ended_at is null;

      create table decision_request (
        id uuid primary key,
        kind text not null,
        -- the place whose staff decides
        division_id uuid not null references division (id),
        -- what is asked, in ids and figures; what is personal in it is sealed by who asks
        payload jsonb not null,
        subject_id uuid,
        -- the volunteers it is about: they are told, and neither they nor who is tied to them decide
        concerned uuid[] not null,
        -- actors whose hands are in it besides who asks: recorders, scorers
        hands text[] not null,
        -- when the thing itself began; ties count as of any time since then
        began_at timestamptz not null,
        reason text not null check (length(reason) >= 2),
        -- attachments and places where papers lie
        evidence jsonb not null,
        asked_by text not null,
        asked_at timestamptz not null,
        expires_at timestamptz
      );
      create index decision_request_subject on decision_request (subject_id, kind);
      create index decision_request_place on decision_request (division_id, id);

      -- What waits: gone with the decision. One of a kind about one thing.
      create table decision_waiting (
        request_id uuid primary key references decision_request (id),
        kind text not null,
        about text not null,
        unique (kind, about)
      );

      create table decision (
        request_id uuid primary key references decision_request (id),
        outcome text not null check (outcome in ('APPROVED', 'REJECTED', 'WITHDRAWN', 'EXPIRED')),
        reason text,
        decided_by text not null,
        decided_at timestamptz not null,
        check (outcome <> 'REJECTED' or length(reason) >= 2)
      );

      create function account_of(p_actor text) returns uuid language sql immutable parallel safe as $$
        select case when p_actor ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then p_actor::uuid end
      $$;

      -- The account, and who made it while its own person has not opened it; and so on.
      create function account_makers(p_actor text) returns text[] language sql stable as $$
        with recursive way (actor, step) as (
          select p_actor, 0
          union all
          select u.made_by, w.step + 1 from way w join user_account u on u.id = account_of(w.actor)
          where u.opened_at is null and u.made_by is not null and w.step < 20)
        select array_agg(distinct actor) from way
      $$;

      -- The volunteer behind an account, by the number that is in use today.
      create function volunteer_behind(p_actor text) returns uuid language sql stable as $$
        select surviving_volunteer(coalesce(u.volunteer_id, u.person_volunteer_id)) from user_account u
        where u.id = account_of(p_actor) and coalesce(u.volunteer_id, u.person_volunteer_id) is not null
      $$;

      -- Whether two were of one household at any time since then, both at once.
      create function shared_household_since(p_one uuid, p_other uuid, p_since timestamptz) returns boolean
      language sql stable as $$
        select exists (
          select 1 from household_member a join household_member b on b.household_id = a.household_id
          where a.volunteer_id = p_one and b.volunteer_id = p_other
            and coalesce(a.left_at, 'infinity') >= greatest(p_since, b.declared_at)
            and coalesce(b.left_at, 'infinity') >= greatest(p_since, a.declared_at))
      $$;

      -- Whether one led the other in a team at any time since then.
      create function led_by_since(p_member uuid, p_leader uuid, p_since timestamptz) returns boolean
      language sql stable as $$
        select exists (
          select 1 from team_leadership l join team_membership m on m.team_id = l.team_id
          where l.volunteer_id = p_leader and m.volunteer_id = p_member and m.status in ('ACTIVE', 'LEFT')
            and coalesce(l.ended_at, 'infinity') >= p_since and coalesce(m.left_at, 'infinity') >= p_since
            and coalesce(m.left_at, 'infinity') >= l.began_at)
      $$;

      -- Whether two accounts count as one person: the same, of one person, of one household, made and not yet opened.
      create function one_person(p_one text, p_other text, p_since timestamptz) returns boolean
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

      -- What ties somebody to a thing, in the order in which it is said: the own, the household's, the own leader's, what
      -- the own hands did, what the same person asked. Null: nothing does.
      create function decision_tie(
        p_decider text, p_asked_by text, p_hands text[], p_concerned uuid[], p_since timestamptz
      ) returns text language plpgsql stable as $$
      declare
        v_own uuid[] := array(
          select distinct volunteer_behind(a) from unnest(account_makers(p_decider)) a where volunteer_behind(a) is not null);
        v_concerned uuid[];
      begin
        if cardinality(v_own) > 0 and cardinality(p_concerned) > 0 then
          v_concerned := array(select surviving_volunteer(c) from unnest(p_concerned) c) || p_concerned;
          if v_own && v_concerned then return 'OWN'; end if;
          if exists (select 1 from unnest(v_own) o cross join unnest(v_concerned) c
                     where shared_household_since(o, c, p_since)) then return 'HOUSEHOLD'; end if;
          if exists (select 1 from unnest(v_own) o cross join unnest(v_concerned) c
                     where led_by_since(o, c, p_since)) then return 'LEADER'; end if;
        end if;
        if exists (select 1 from unnest(p_hands) h where one_person(p_decider, h, p_since)) then return 'HANDS'; end if;
        if one_person(p_decider, p_asked_by, p_since) then return 'ASKED'; end if;
        return null;
      end $$;

      -- VL010: the decider is tied to what is decided. The constraint's name says how.
      create function refuse_tied_decision() returns trigger language plpgsql as $$
      declare
        v_request decision_request;
        v_tie text;
      begin
        select * into strict v_request from decision_request where id = new.request_id;
        if new.outcome = 'WITHDRAWN' and new.decided_by <> v_request.asked_by then
          raise exception 'somebody else withdraws' using errcode = 'VL010', constraint = 'asker_withdraws';
        end if;
        if new.outcome <> 'APPROVED' then return new; end if;
        v_tie := decision_tie(new.decided_by, v_request.asked_by, v_request.hands, v_request.concerned, v_request.began_at);
        if v_tie is not null then
          raise exception 'the decider is tied: %', v_tie using errcode = 'VL010', constraint = 'decider_is_free';
        end if;
        return new;
      end $$;
      create trigger decision_by_another before insert on decision for each row execute function refuse_tied_decision();

      -- For tables that keep the question and the answer in one row; arguments: columns of asker, decider, instant asked,
      -- status, status that needs a second person, and the volunteer concerned where there is one.
      create function refuse_one_person() returns trigger language plpgsql as $$
      declare
        v_row jsonb := to_jsonb(new);
        v_concerned uuid[] := case when tg_nargs > 5 then array[(v_row ->> tg_argv[5])::uuid] else '{}' end;
        v_tie text;
      begin
        if v_row ->> tg_argv[1] is null or v_row ->> tg_argv[3] is distinct from tg_argv[4] then return new; end if;
        v_tie := decision_tie(v_row ->> tg_argv[1], v_row ->> tg_argv[0], '{}', v_concerned,
          (v_row ->> tg_argv[2])::timestamptz);
        if v_tie is not null then
          raise exception 'the decider is tied: %', v_tie using errcode = 'VL010', constraint = 'decider_is_free';
        end if;
        return new;
      end $$;
    `);
    for (const table of facts) await refuseChanges(queryRunner, table);
    await guardTables(queryRunner, 'fact', facts);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table decision, decision_waiting, decision_request, decision_deputy, team_leadership;
      drop function refuse_one_person(), refuse_tied_decision(),
        decision_tie(text, text, text[], uuid[], timestamptz), one_person(text, text, timestamptz),
        led_by_since(uuid, uuid, timestamptz), shared_household_since(uuid, uuid, timestamptz), volunteer_behind(text),
        account_makers(text), account_of(text);
      alter table user_account drop column made_by, drop column opened_at, drop column person_volunteer_id;
    `);
  }
}
