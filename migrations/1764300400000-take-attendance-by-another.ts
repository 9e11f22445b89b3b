/**
 * Why: nobody takes the own attendance, nor that of the own household, and nobody makes a shift or its lines afterwards.
 * Shifts keep when they were put on the plan and when they were lengthened, codes who drew them, tablets as what they were
 * issued; lines that somebody has to look at are one claim per batch, with one decision from outside the team; who was
 * called may answer. The triggers compare stored instants and refuse what the use cases refuse, by the widest limits that
 * a policy may set.
 * Locks: shift, shift_device, punch_claim, punch and service_record for an instant (columns without rewriting, triggers).
 * Claims that still wait get a batch each. Way back: drop what is new; answers, drawn codes and the bounds of batches are
 * lost.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { guardTables, refuseChanges } from './support/guards';

const facts = ['punch_claim_batch', 'attendance_reply'];

const shifts = `
  alter table shift
    -- when it was put on the plan: its making, of a draft the publishing
    add column declared_at timestamptz,
    add column extended_at timestamptz;

  -- VL011: the times of a shift are given before or while it is held, and stand.
  create function shift_is_declared_in_time() returns trigger language plpgsql as $$
  begin
    if tg_op = 'UPDATE' and (new.starts_at, new.ends_at, new.activity_id) is distinct from
        (old.starts_at, old.ends_at, old.activity_id) then
      raise exception 'the times of a shift stand' using errcode = 'VL011', constraint = 'shift_times_stand';
    end if;
    if new.status = 'SCHEDULED' and (tg_op = 'INSERT' or new.declared_at is distinct from old.declared_at) and
        coalesce(new.starts_at < new.declared_at - interval '60 minutes', true) then
      raise exception 'a shift is made afterwards' using errcode = 'VL011', constraint = 'shift_declared_in_time';
    end if;
    if tg_op = 'UPDATE' and new.extended_to is distinct from old.extended_to and coalesce(
        new.extended_at > coalesce(old.extended_to, old.ends_at) + interval '60 minutes', true) then
      raise exception 'a shift is lengthened afterwards' using errcode = 'VL011', constraint = 'shift_extended_in_time';
    end if;
    return new;
  end $$;
  create trigger shift_declared_in_time before insert or update of starts_at, ends_at, activity_id, declared_at, extended_to
    on shift for each row execute function shift_is_declared_in_time();
`;

const people = `
  create index user_account_person on user_account (person_volunteer_id) where person_volunteer_id is not null;

  -- Who counts as the same as an actor: the own person, and the household as of any time since then.
  create function near_volunteers(p_actor text, p_since timestamptz) returns setof uuid language sql stable as $$
    with own as (
      select distinct volunteer_behind(a) as id from unnest(account_makers(p_actor)) a
      where volunteer_behind(a) is not null)
    select id from own
    union
    select surviving_volunteer(b.volunteer_id) from own
      join household_member a on a.volunteer_id = own.id
      join household_member b on b.household_id = a.household_id
    where coalesce(a.left_at, 'infinity') >= greatest(p_since, b.declared_at)
      and coalesce(b.left_at, 'infinity') >= greatest(p_since, a.declared_at)
  $$;

  -- Whether an actor, or who counts as the same, has led or stood in for a team's leader at any time since then.
  create function leads_team_since(p_actor text, p_team uuid, p_since timestamptz) returns boolean
  language sql stable as $$
    select exists (
      select 1 from team_leadership l where l.team_id = p_team and coalesce(l.ended_at, 'infinity') >= p_since
        and surviving_volunteer(l.volunteer_id) in (select near_volunteers(p_actor, p_since)))
  $$;

  create function deputy_stands_apart() returns trigger language plpgsql as $$
  declare
    v_leader uuid;
  begin
    if (select count(*) from team_leadership l where l.team_id = new.team_id and l.role = 'DEPUTY' and l.ended_at is null
        and l.id <> new.id) >= 5 then
      raise exception 'too many deputies' using errcode = 'VL010', constraint = 'deputies_are_few';
    end if;
    select leader_volunteer_id into v_leader from team where id = new.team_id;
    if v_leader is not null and (surviving_volunteer(v_leader) = surviving_volunteer(new.volunteer_id)
        or shared_household_since(v_leader, new.volunteer_id, new.began_at)) then
      raise exception 'the deputy is the leader' using errcode = 'VL010', constraint = 'deputy_is_another';
    end if;
    return new;
  end $$;
  create trigger team_leadership_deputy before insert on team_leadership for each row
    when (new.role = 'DEPUTY' and new.ended_at is null) execute function deputy_stands_apart();
`;

const claims = `
  create table punch_claim_batch (
    id uuid primary key,
    shift_id uuid not null references shift (id),
    recorded_by text not null,
    received_at timestamptz not null
  );
  create index punch_claim_batch_shift on punch_claim_batch (shift_id);

  alter table punch_claim
    add column batch_id uuid references punch_claim_batch (id) deferrable initially deferred,
    drop constraint punch_claim_method_check,
    add constraint punch_claim_method_check check (method in ('CODE', 'ROLL_CALL', 'STAFF', 'KIOSK')),
    drop constraint punch_claim_cause_check,
    add constraint punch_claim_cause_check check (cause in ('CLOCK_SKEW', 'TIME_IMPLAUSIBLE', 'SHIFT_CLOSED',
      'OUT_OF_ORDER', 'LATE_LINES', 'TAKEN_BY_NEAR', 'CODE_DRAWN_BY_NEAR'));
  create index punch_claim_batch_lines on punch_claim (batch_id);

  -- What a device sent at once, or a roll call brought at once, was one batch before they were kept.
  with old as (
    select distinct on (shift_id, recorded_by, received_at) gen_random_uuid() as id, shift_id, recorded_by, received_at
    from punch_claim order by shift_id, recorded_by, received_at)
  insert into punch_claim_batch (id, shift_id, recorded_by, received_at)
    select id, shift_id, recorded_by, received_at from old;
  alter table punch_claim disable trigger punch_claim_append_only;
  update punch_claim c set batch_id = b.id from punch_claim_batch b
    where (b.shift_id, b.recorded_by, b.received_at) = (c.shift_id, c.recorded_by, c.received_at);
  set constraints all immediate;
  alter table punch_claim enable trigger punch_claim_append_only;
  alter table punch_claim alter column batch_id set not null;
`;

/** Claims that waited one by one wait as batches. */
const waiting = `
  with waiting as (
    select b.id, b.shift_id, count(*) as lines, count(distinct c.volunteer_id) as people,
      array_agg(distinct c.cause) as causes, array_agg(distinct c.volunteer_id) as concerned, b.received_at
    from punch_claim_batch b join punch_claim c on c.batch_id = b.id
      left join punch_claim_decision d on d.volunteer_id = c.volunteer_id and d.punch_id = c.punch_id
    where d.decision is null group by b.id, b.shift_id, b.received_at
  ), asked as (
    insert into decision_request (id, kind, division_id, payload, subject_id, concerned, hands, began_at, reason, evidence,
      asked_by, asked_at)
    select gen_random_uuid(), 'late-entries.punch-batch', a.division_id,
      jsonb_build_object('batchId', w.id, 'lines', w.lines, 'people', w.people, 'causes', w.causes), w.id, w.concerned,
      claim_hands(w.id), ties_of_shift_since(w.shift_id), '设备补传或没有旁人在场的打卡', '[]', 'system:punch-claims',
      w.received_at
    from waiting w join shift s on s.id = w.shift_id join activity a on a.id = s.activity_id
    returning id, kind, subject_id)
  insert into decision_waiting (request_id, kind, about) select id, kind, subject_id::text from asked;
`;

const devices = `
  alter table shift_device add column issued_as text not null default 'TEAM' check (issued_as in ('STAFF', 'TEAM'));
  alter table shift_device alter column issued_as drop default;

  -- Who drew the code of a shift, from the first slot to the last without a gap.
  create table code_draw (
    shift_id uuid not null references shift (id),
    direction text not null check (direction in ('IN', 'OUT')),
    drawn_by text not null,
    from_slot bigint not null,
    until_slot bigint not null check (until_slot >= from_slot),
    primary key (shift_id, direction, drawn_by, from_slot)
  ) with (fillfactor = 80);

  create table attendance_reply (
    volunteer_id uuid not null references volunteer (id),
    shift_id uuid not null references shift (id),
    is_present boolean not null,
    replied_by text not null,
    replied_at timestamptz not null,
    primary key (volunteer_id, shift_id, is_present)
  );
  create index attendance_reply_shift on attendance_reply (shift_id);

  -- Whose hand it was: a tablet acts for who issued it.
  create function hand_of(p_recorded_by text) returns text language sql stable as $$
    select case when p_recorded_by like 'device:%'
      then coalesce((select d.issued_by from shift_device d where d.id = account_of(substr(p_recorded_by, 8))), p_recorded_by)
      else p_recorded_by end
  $$;

  -- Since when ties count for a shift: since it was put on the plan.
  create function ties_of_shift_since(p_shift uuid) returns timestamptz language sql stable as $$
    select least(declared_at, starts_at) from shift where id = p_shift
  $$;

  -- Whether the code of a slot was drawn, and only by the person (or the household) that punches by it.
  create function code_is_only_own(p_shift uuid, p_direction text, p_slot bigint, p_volunteer uuid, p_by text)
  returns boolean language sql stable as $$
    select coalesce(bool_and(near.is_near), false) from code_draw d
      cross join lateral (select surviving_volunteer(p_volunteer) in (
          select near_volunteers(hand_of(d.drawn_by), ties_of_shift_since(p_shift)))
        or one_person(hand_of(d.drawn_by), p_by, ties_of_shift_since(p_shift)) as is_near) near
    where d.shift_id = p_shift and d.direction = p_direction and p_slot between d.from_slot and d.until_slot
  $$;
`;

const guards = `
  -- What ties somebody to a claim; null: nothing does. TEAM: leads the team, or has stood in for its leader.
  create function claim_tie(p_decider text, p_batch uuid) returns text language sql stable as $$
    select coalesce(
      decision_tie(p_decider, hand_of(b.recorded_by), '{}',
        array(select distinct c.volunteer_id from punch_claim c where c.batch_id = b.id), ties_of_shift_since(b.shift_id)),
      case when leads_team_since(p_decider, a.team_id, ties_of_shift_since(b.shift_id)) then 'TEAM' end)
    from punch_claim_batch b join shift s on s.id = b.shift_id join activity a on a.id = s.activity_id
    where b.id = p_batch
  $$;

  -- Whose hands are in a batch: who recorded it, and the accounts of who leads the team or stands in for its leader.
  create function claim_hands(p_batch uuid) returns text[] language sql stable as $$
    select array(
      select hand_of(b.recorded_by)
      union select u.id::text from team_leadership l
        join user_account u on u.volunteer_id = l.volunteer_id or u.person_volunteer_id = l.volunteer_id
      where l.team_id = a.team_id and coalesce(l.ended_at, 'infinity') >= ties_of_shift_since(s.id))
    from punch_claim_batch b join shift s on s.id = b.shift_id join activity a on a.id = s.activity_id
    where b.id = p_batch
  $$;

  create function claim_is_decided_outside() returns trigger language plpgsql as $$
  begin
    if new.decision = 'ACCEPTED' and claim_tie(new.decided_by, (select c.batch_id from punch_claim c
        where c.volunteer_id = new.volunteer_id and c.punch_id = new.punch_id)) is not null then
      raise exception 'somebody near accepts' using errcode = 'VL010', constraint = 'claim_decided_outside';
    end if;
    return new;
  end $$;
  create trigger punch_claim_decision_outside before insert on punch_claim_decision
    for each row execute function claim_is_decided_outside();

  -- A check violation, so that a group of punches that is written at once is parted from the one that is wrong.
  create function punch_is_taken_by_another() returns trigger language plpgsql as $$
  begin
    if new.evidence ? 'claim' then
      if exists (select 1 from punch_claim_decision d where d.volunteer_id = new.volunteer_id and d.punch_id = new.id
          and d.decision = 'ACCEPTED') then
        return new;
      end if;
      raise exception 'nobody accepted the claim' using errcode = '23514', constraint = 'punch_claim_is_accepted';
    end if;
    if new.received_at - new.punched_at > (case
        when new.method = 'CODE' then interval '15 minutes'
        when exists (select 1 from shift_device d where d.id = account_of(substr(new.recorded_by, 8))
          and new.recorded_by like 'device:%' and d.issued_as = 'STAFF') then interval '48 hours'
        else interval '60 minutes' end) then
      raise exception 'a late punch counts at once' using errcode = '23514', constraint = 'late_punch_is_claimed';
    end if;
    if new.method = 'CODE' then
      if new.evidence ? 'slot' and code_is_only_own(new.shift_id, new.direction, (new.evidence ->> 'slot')::bigint,
          new.volunteer_id, new.recorded_by) then
        raise exception 'who punches drew the code' using errcode = '23514', constraint = 'code_is_drawn_by_another';
      end if;
    elsif surviving_volunteer(new.volunteer_id) in (
        select near_volunteers(hand_of(new.recorded_by), ties_of_shift_since(new.shift_id))) then
      raise exception 'somebody near records' using errcode = '23514', constraint = 'punch_is_taken_by_another';
    end if;
    return new;
  end $$;
  create trigger punch_taken_by_another before insert on punch for each row
    when (new.method in ('CODE', 'ROLL_CALL', 'STAFF', 'KIOSK')) execute function punch_is_taken_by_another();

  -- VL010: what waits for a person goes nowhere without one, and not by who leads the team.
  create function record_is_reviewed_outside() returns trigger language plpgsql as $$
  begin
    if new.status not in ('PUBLICITY', 'CONFIRMED') then return new; end if;
    if new.revision = 1 and new.decided_by is null and new.flags && array['CALLED_WITHOUT_TRACE', 'REST_HERE', 'DENIED'] then
      raise exception 'nobody reviewed who was called' using errcode = 'VL010', constraint = 'called_record_is_reviewed';
    end if;
    if tg_op = 'UPDATE' and old.status = 'UNDER_REVIEW'
        and leads_team_since(new.decided_by, new.team_id, ties_of_shift_since(new.shift_id)) then
      raise exception 'the leader approves' using errcode = 'VL010', constraint = 'approver_leads_not_the_team';
    end if;
    return new;
  end $$;
  create trigger service_record_reviewed_outside before insert or update of status, decided_by on service_record
    for each row execute function record_is_reviewed_outside();
`;

export class TakeAttendanceByAnother1764300400000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table policy drop constraint policy_kind_check;
      alter table policy add constraint policy_kind_check check (kind in
        ('HOURS', 'POINTS', 'STARS', 'SELECTION', 'SIGNUP', 'SIGNALS', 'ATTENDANCE'));
    `);
    for (const part of [shifts, people, devices, claims, guards, waiting]) await queryRunner.query(part);
    for (const table of facts) await refuseChanges(queryRunner, table);
    await guardTables(queryRunner, 'fact', facts);
    await guardTables(queryRunner, 'balance', ['code_draw']);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    // not valid: facts of the newer kinds stay as they are, new ones are refused.
    await queryRunner.query(`
      drop trigger service_record_reviewed_outside on service_record;
      drop trigger punch_taken_by_another on punch;
      drop trigger punch_claim_decision_outside on punch_claim_decision;
      drop trigger team_leadership_deputy on team_leadership;
      drop trigger shift_declared_in_time on shift;
      drop function record_is_reviewed_outside(), punch_is_taken_by_another(), claim_is_decided_outside(),
        claim_tie(text, uuid), claim_hands(uuid), code_is_only_own(uuid, text, bigint, uuid, text), ties_of_shift_since(uuid),
        hand_of(text), deputy_stands_apart(), leads_team_since(text, uuid, timestamptz),
        near_volunteers(text, timestamptz), shift_is_declared_in_time();
      drop index user_account_person;
      drop table attendance_reply, code_draw;
      alter table shift_device drop column issued_as;
      alter table punch_claim drop column batch_id;
      drop table punch_claim_batch;
      alter table punch_claim drop constraint punch_claim_method_check;
      alter table punch_claim add constraint punch_claim_method_check check (method in ('ROLL_CALL', 'KIOSK')) not valid;
      alter table punch_claim drop constraint punch_claim_cause_check;
      alter table punch_claim add constraint punch_claim_cause_check check (cause in
        ('CLOCK_SKEW', 'TIME_IMPLAUSIBLE', 'SHIFT_CLOSED', 'OUT_OF_ORDER')) not valid;
      alter table shift drop column declared_at, drop column extended_at;
      alter table policy drop constraint policy_kind_check;
      alter table policy add constraint policy_kind_check check (kind in
        ('HOURS', 'POINTS', 'STARS', 'SELECTION', 'SIGNUP', 'SIGNALS')) not valid;
    `);
  }
}
