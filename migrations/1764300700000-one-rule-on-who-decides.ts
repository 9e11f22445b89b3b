/**
 * Why: every decision is held to the one rule of who decides, in the database too, and what was asked does not change while
 * it waits. The numbers of one person count together, so that a merge cuts no tie; who is tied is looked for from the
 * decider's side, so that a thing about thousands of people is weighed in one step.
 * Locks: the tables named in `asked` for an instant (triggers). Way back: the functions of before; whoever asked for somebody
 * to be taken into a team is forgotten.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const ties = `
  -- All numbers of the person behind a number: the one in use and those that were merged into it.
  create function numbers_of(p_volunteer uuid) returns uuid[] language sql stable as $$
    with recursive way (id, step) as (
      select surviving_volunteer(p_volunteer), 0 where p_volunteer is not null
      union all
      select l.merged_volunteer_id, w.step + 1 from way w
      join volunteer_link l on l.surviving_volunteer_id = w.id where w.step < 100)
    select array_agg(distinct id) from way
  $$;

  -- Those of the other numbers whose person was of one household with one of the first at any time since then, both at once.
  create function of_household_since(p_own uuid[], p_others uuid[], p_since timestamptz) returns boolean
  language sql stable as $$
    select exists (
      select 1 from unnest(p_own) o cross join unnest(numbers_of(o)) n
      join household_member a on a.volunteer_id = n
      join household_member b on b.household_id = a.household_id and b.volunteer_id <> a.volunteer_id
      where (b.volunteer_id = any (p_others) or numbers_of(b.volunteer_id) && p_others)
        and coalesce(a.left_at, 'infinity') >= greatest(p_since, b.declared_at)
        and coalesce(b.left_at, 'infinity') >= greatest(p_since, a.declared_at))
  $$;
  create or replace function shared_household_since(p_one uuid, p_other uuid, p_since timestamptz) returns boolean
  language sql stable as $$
    select of_household_since(array[p_one], numbers_of(p_other), p_since)
  $$;

  create function led_by_any_since(p_own uuid[], p_leaders uuid[], p_since timestamptz) returns boolean
  language sql stable as $$
    select exists (
      select 1 from unnest(p_own) o cross join unnest(numbers_of(o)) n
      join team_membership m on m.volunteer_id = n and m.status in ('ACTIVE', 'LEFT')
      join team_leadership l on l.team_id = m.team_id
      where numbers_of(l.volunteer_id) && p_leaders and l.volunteer_id <> m.volunteer_id
        and coalesce(l.ended_at, 'infinity') >= p_since and coalesce(m.left_at, 'infinity') >= p_since
        and coalesce(m.left_at, 'infinity') >= l.began_at)
  $$;
  create or replace function led_by_since(p_member uuid, p_leader uuid, p_since timestamptz) returns boolean
  language sql stable as $$
    select led_by_any_since(array[p_member], numbers_of(p_leader), p_since)
  $$;

  create or replace function decision_tie(
    p_decider text, p_asked_by text, p_hands text[], p_concerned uuid[], p_since timestamptz
  ) returns text language plpgsql stable as $$
  declare
    v_own uuid[] := array(
      select distinct volunteer_behind(a) from unnest(account_makers(p_decider)) a where volunteer_behind(a) is not null);
    v_concerned uuid[];
  begin
    if cardinality(v_own) > 0 and cardinality(p_concerned) > 0 then
      v_concerned := p_concerned || array(
        select surviving_volunteer(l.merged_volunteer_id) from volunteer_link l where l.merged_volunteer_id = any (p_concerned));
      if v_own && v_concerned then return 'OWN'; end if;
      if of_household_since(v_own, v_concerned, p_since) then return 'HOUSEHOLD'; end if;
      if led_by_any_since(v_own, v_concerned, p_since) then return 'LEADER'; end if;
    end if;
    if exists (select 1 from unnest(p_hands) h where one_person(p_decider, hand_of(h), p_since)) then return 'HANDS'; end if;
    if one_person(p_decider, p_asked_by, p_since) then return 'ASKED'; end if;
    return null;
  end $$;

  -- VL010: the decider is tied to what is decided. An actor without account is the software, which nobody is and which
  -- nobody's second person is either: it may end what it began.
  create function require_free_decider(
    p_decider text, p_asked_by text, p_hands text[], p_concerned uuid[], p_since timestamptz
  ) returns void language plpgsql as $$
  declare
    v_tie text := decision_tie(p_decider, p_asked_by, p_hands, p_concerned, p_since);
  begin
    if v_tie is null or v_tie = 'ASKED' and account_of(p_decider) is null then return; end if;
    raise exception 'the decider is tied: %', v_tie using errcode = 'VL010', constraint = 'decider_is_free';
  end $$;
`;

const rows = `
  -- For tables that keep the question and the answer in one row; arguments: columns of asker, decider and instant asked,
  -- status and its value that needs a second person, columns of the volunteers concerned. An empty name is none.
  create or replace function refuse_one_person() returns trigger language plpgsql as $$
  declare
    v_row jsonb := to_jsonb(new);
    v_old jsonb;
    v_concerned uuid[];
  begin
    if tg_op = 'UPDATE' then
      v_old := to_jsonb(old);
      if exists (select 1 from unnest(tg_argv) with ordinality a (name, place)
                 where place not in (2, 4, 5) and v_row ->> name is distinct from v_old ->> name) then
        raise exception 'what was asked stands' using errcode = 'VL010', constraint = 'question_stands';
      end if;
      if v_row ->> tg_argv[1] is not distinct from v_old ->> tg_argv[1]
        and v_row ->> tg_argv[3] is not distinct from v_old ->> tg_argv[3] then return new; end if;
    end if;
    if v_row ->> tg_argv[1] is null or tg_argv[3] <> '' and v_row ->> tg_argv[3] is distinct from tg_argv[4] then
      return new;
    end if;
    select array_agg((v_row ->> name)::uuid) into v_concerned
      from unnest(tg_argv) with ordinality a (name, place) where place > 5 and v_row ->> name is not null;
    perform require_free_decider(v_row ->> tg_argv[1], v_row ->> tg_argv[0], '{}', coalesce(v_concerned, '{}'),
      (v_row ->> tg_argv[2])::timestamptz);
    return new;
  end $$;

  -- The same for what concerns many, who stand in a table of their own; arguments: columns of asker and instant asked, the
  -- status of what waits and those of what is done, table of the people and its column of the thing.
  create function refuse_one_person_for_many() returns trigger language plpgsql as $$
  declare
    v_new jsonb := to_jsonb(new);
    v_old jsonb := case tg_op when 'UPDATE' then to_jsonb(old) end;
    v_concerned uuid[];
  begin
    if tg_op = 'INSERT' then
      if v_new ->> 'status' = tg_argv[2] then return new; end if;
      raise exception 'decided before it was asked' using errcode = 'VL010', constraint = 'question_stands';
    end if;
    if v_new ->> tg_argv[0] is distinct from v_old ->> tg_argv[0] or v_new ->> tg_argv[1] is distinct from v_old ->> tg_argv[1]
    then
      raise exception 'what was asked stands' using errcode = 'VL010', constraint = 'question_stands';
    end if;
    -- A decision to do it, or another decider of what is being done.
    if new.status = any (string_to_array(tg_argv[3], ','))
      and (old.status = tg_argv[2] or new.decided_by is distinct from old.decided_by) then
      execute format('select array(select distinct volunteer_id from %I where %I = $1)', tg_argv[4], tg_argv[5])
        into v_concerned using new.id;
      perform require_free_decider(new.decided_by, v_new ->> tg_argv[0], '{}', v_concerned,
        (v_new ->> tg_argv[1])::timestamptz);
    end if;
    return new;
  end $$;

  alter table team_membership
    -- who asked in the person's name; null where the person did, or nobody wrote it down
    add column requested_by text;

  create or replace function service_record_dual_control() returns trigger language plpgsql as $$
  begin
    if new.status not in ('PUBLICITY', 'CONFIRMED') then return new; end if;
    if new.decided_by is null then
      raise exception 'nobody approves' using errcode = 'VL010', constraint = 'reviewed_record_has_approver';
    end if;
    perform require_free_decider(new.decided_by, null, new.recorded_by, array[new.volunteer_id], new.starts_at);
    if new.approvals_required > 1 and new.approvals_required > (
      select count(*) from record_approval a where a.volunteer_id = new.volunteer_id and a.record_id = new.id
        and a.computed_at = new.computed_at
    ) then
      raise exception 'one approval is missing' using errcode = 'VL010', constraint = 'record_has_second_approval';
    end if;
    return new;
  end $$;

  create or replace function approval_dual_control() returns trigger language plpgsql as $$
  declare
    v_record service_record;
    v_decider text := to_jsonb(new) ->> case tg_table_name when 'record_approval' then 'approver_id' else 'decided_by' end;
  begin
    select * into strict v_record from service_record where id = new.record_id;
    perform require_free_decider(v_decider, null, v_record.recorded_by, array[v_record.volunteer_id], v_record.starts_at);
    -- Two approvals are of two persons, not of two accounts of one.
    if tg_table_name = 'record_approval' and exists (
      select 1 from record_approval a where a.volunteer_id = v_record.volunteer_id and a.record_id = new.record_id
        and a.computed_at = (to_jsonb(new) ->> 'computed_at')::timestamptz
        and one_person(a.approver_id, v_decider, v_record.starts_at)
    ) then
      raise exception 'one person approves twice' using errcode = 'VL010', constraint = 'record_approval_two_persons';
    end if;
    return new;
  end $$;
  drop function refuse_involved_approver(text, uuid, uuid, text[]);
  drop function share_household(uuid, uuid);
`;

/** Table, then the arguments of refuse_one_person. */
const asked: readonly (readonly [string, ...string[]])[] = [
  [
    'volunteer_merge',
    ...['proposed_by', 'decided_by', 'proposed_at', 'status', 'APPROVED'],
    ...['merged_volunteer_id', 'surviving_volunteer_id'],
  ],
  ['closing_request', 'requested_by', 'decided_by', 'requested_at', 'status', 'APPROVED', 'volunteer_id'],
  ['reveal_approval', 'requested_by', 'approved_by', 'requested_at', '', '', 'volunteer_id'],
  ['volunteer_transfer', 'requested_by', 'decided_by', 'requested_at', 'status', 'ACCEPTED', 'volunteer_id'],
  ['identity_correction', '', 'decided_by', 'requested_at', 'status', 'APPROVED', 'volunteer_id'],
  ['signup_excuse', 'submitted_by', 'decided_by', 'submitted_at', 'status', 'ACCEPTED', 'volunteer_id'],
  ['certificate', 'applied_by', 'issued_by', 'applied_at', 'status', 'VALID', 'volunteer_id'],
];
const many: readonly (readonly [string, ...string[]])[] = [
  ['opening_import', 'submitted_by', 'submitted_at', 'SUBMITTED', 'POSTED', 'opening_row', 'import_id'],
  ['recompute_run', 'created_by', 'created_at', 'DRAFT', 'APPROVED,DONE', 'recompute_line', 'run_id'],
];

export class OneRuleOnWhoDecides1764300700000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(ties);
    await queryRunner.query(rows);
    for (const [table, ...columns] of asked) await byAnother(queryRunner, table, 'refuse_one_person', columns);
    for (const [table, ...columns] of many) await byAnother(queryRunner, table, 'refuse_one_person_for_many', columns);
    // Who makes a team or moves somebody puts members in directly: there, nobody had asked.
    await queryRunner.query(`
      create trigger team_membership_by_another before update on team_membership for each row
        when (old.status = 'REQUESTED')
        execute function refuse_one_person(
          'requested_by', 'decided_by', 'requested_at', 'status', 'ACTIVE', 'volunteer_id')`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const tables = [...asked.map(([table]) => table), ...many.map(([table]) => table), 'team_membership'];
    for (const table of tables) await queryRunner.query(`drop trigger ${table}_by_another on ${table}`);
    await queryRunner.query(`
      alter table team_membership drop column requested_by;
      drop function refuse_one_person_for_many();
    `);
    await queryRunner.query(rowsBefore);
    await queryRunner.query(tiesBefore);
  }
}

async function byAnother(queryRunner: QueryRunner, table: string, rule: string, columns: readonly string[]) {
  await queryRunner.query(`
    create trigger ${table}_by_another before insert or update on ${table}
      for each row execute function ${rule}(${columns.map((column) => `'${column}'`).join(', ')})`);
}

const rowsBefore = `
  create function share_household(p_one uuid, p_other uuid) returns boolean language sql stable as $$
    select exists (
      select 1 from household_member a join household_member b on b.household_id = a.household_id
      where a.volunteer_id = p_one and a.left_at is null and b.volunteer_id = p_other and b.left_at is null)
  $$;
  create function refuse_involved_approver(
    p_decider text, p_volunteer uuid, p_team uuid, p_recorded_by text[]
  ) returns void language plpgsql as $$
  declare
    v_own uuid;
  begin
    if p_decider = any (p_recorded_by) then
      raise exception 'the recorder approves' using errcode = 'VL010', constraint = 'recorder_is_not_approver';
    end if;
    if p_decider !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then return; end if;
    select volunteer_id into v_own from user_account where id = p_decider::uuid;
    if v_own is null then return; end if;
    if v_own = p_volunteer then
      raise exception 'the volunteer approves' using errcode = 'VL010', constraint = 'approver_is_not_volunteer';
    end if;
    if share_household(v_own, p_volunteer) then
      raise exception 'the household approves' using errcode = 'VL010', constraint = 'approver_is_not_household';
    end if;
    if exists (
      select 1 from team t join team_membership m on m.team_id = t.id and m.status = 'ACTIVE'
      where t.id = p_team and t.leader_volunteer_id = p_volunteer and m.volunteer_id = v_own
    ) then
      raise exception 'a member approves the leader' using errcode = 'VL010', constraint = 'approver_is_not_member';
    end if;
  end $$;
  create or replace function service_record_dual_control() returns trigger language plpgsql as $$
  begin
    if new.status not in ('PUBLICITY', 'CONFIRMED') then return new; end if;
    if new.decided_by is null then
      raise exception 'nobody approves' using errcode = 'VL010', constraint = 'reviewed_record_has_approver';
    end if;
    perform refuse_involved_approver(new.decided_by, new.volunteer_id, new.team_id, new.recorded_by);
    if new.approvals_required > 1 and new.approvals_required > (
      select count(*) from record_approval a where a.volunteer_id = new.volunteer_id and a.record_id = new.id
        and a.computed_at = new.computed_at
    ) then
      raise exception 'one approval is missing' using errcode = 'VL010', constraint = 'record_has_second_approval';
    end if;
    return new;
  end $$;
  create or replace function approval_dual_control() returns trigger language plpgsql as $$
  declare
    v_record service_record;
  begin
    select * into strict v_record from service_record where id = new.record_id;
    perform refuse_involved_approver(case tg_table_name when 'record_approval' then to_jsonb(new) ->> 'approver_id'
      else to_jsonb(new) ->> 'decided_by' end, v_record.volunteer_id, v_record.team_id, v_record.recorded_by);
    return new;
  end $$;
  create or replace function refuse_one_person() returns trigger language plpgsql as $$
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
`;

const tiesBefore = `
  create or replace function shared_household_since(p_one uuid, p_other uuid, p_since timestamptz) returns boolean
  language sql stable as $$
    select exists (
      select 1 from household_member a join household_member b on b.household_id = a.household_id
      where a.volunteer_id = p_one and b.volunteer_id = p_other
        and coalesce(a.left_at, 'infinity') >= greatest(p_since, b.declared_at)
        and coalesce(b.left_at, 'infinity') >= greatest(p_since, a.declared_at))
  $$;
  create or replace function led_by_since(p_member uuid, p_leader uuid, p_since timestamptz) returns boolean
  language sql stable as $$
    select exists (
      select 1 from team_leadership l join team_membership m on m.team_id = l.team_id
      where l.volunteer_id = p_leader and m.volunteer_id = p_member and m.status in ('ACTIVE', 'LEFT')
        and coalesce(l.ended_at, 'infinity') >= p_since and coalesce(m.left_at, 'infinity') >= p_since
        and coalesce(m.left_at, 'infinity') >= l.began_at)
  $$;
  create or replace function decision_tie(
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
  drop function require_free_decider(text, text, text[], uuid[], timestamptz), led_by_any_since(uuid[], uuid[], timestamptz),
    of_household_since(uuid[], uuid[], timestamptz), numbers_of(uuid);
`;
