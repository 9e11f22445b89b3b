/** Who is one person, and who may give roles, as SQL. */
export const accountFunctions = `
  -- The volunteer behind an account: named, or found by the phone or the ID number that the account goes by.
  create or replace function volunteer_behind(p_actor text) returns uuid language sql stable as $$
    select surviving_volunteer(coalesce(u.volunteer_id, u.person_volunteer_id,
      (select v.id from volunteer v where v.id_number_index = u.id_number_index),
      (select v.id from volunteer v where v.phone_index = u.phone_index and v.status <> 'CLOSED'
       order by v.registered_at, v.id limit 1)))
    from user_account u where u.id = account_of(p_actor) and
      (u.volunteer_id is not null or u.person_volunteer_id is not null or u.phone_index is not null
       or u.id_number_index is not null)
  $$;

  -- What tells the person of an account: phone and ID number, as blind indexes; with those of its volunteer, or without.
  create function marks_of(p_actor text, p_whole boolean) returns bytea[] language sql stable as $$
    select coalesce(array_agg(m) filter (where m is not null), '{}') from (
      select unnest(array[u.phone_index, u.id_number_index]) as m from user_account u where u.id = account_of(p_actor)
      union all
      select unnest(array[v.phone_index, v.id_number_index]) from volunteer v
      where p_whole and v.id = volunteer_behind(p_actor)) marks
  $$;

  -- Two accounts of one person, whoever made them. That two volunteers share a phone says nothing of their accounts.
  create function same_person(p_one text, p_other text) returns boolean language sql stable as $$
    select p_one = p_other or coalesce(volunteer_behind(p_one) = volunteer_behind(p_other), false)
      or marks_of(p_one, false) && marks_of(p_other, true) or marks_of(p_one, true) && marks_of(p_other, false)
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
      where same_person(a, b) or shared_household_since(volunteer_behind(a), volunteer_behind(b), p_since));
  end $$;

  -- Who gives roles decides nothing else.
  create function roles_clash(p_one text, p_other text) returns boolean language sql immutable as $$
    select p_one <> p_other and 'SECURITY_ADMIN' in (p_one, p_other)
  $$;

  -- Whether somebody managed accounts of a place at an instant, also as a deputy.
  create function may_manage_accounts(p_actor text, p_path text, p_at timestamptz) returns boolean
  language sql stable as $$
    select exists (
      select 1 from role_grant g join division d on d.id = g.division_id
      where g.user_id = account_of(p_actor) and g.role in ('SECURITY_ADMIN', 'SYSTEM_ADMIN', 'STREET_ADMIN')
        and g.valid_from <= p_at and (g.valid_to is null or g.valid_to > p_at)
        and (p_path like d.path || '%' or exists (
          select 1 from decision_deputy y join division p on p.id = y.division_id
          where y.user_id = g.user_id and p_path like p.path || '%' and (y.ended_at is null or y.ended_at > p_at)
            and (p_at at time zone 'Asia/Shanghai')::date between y.from_day and y.until_day)))
  $$;
`;

/** VL011: a role, an opening or a deputy without the two who have to stand behind it. */
export const accountTriggers = `
  create function role_grant_by_two() returns trigger language plpgsql as $$
  declare
    v_request decision_request;
    v_decision decision;
    v_path text;
  begin
    if is_practice() then return new; end if;
    if exists (
      select 1 from role_grant g
      where roles_clash(g.role, new.role)
        and tstzrange(g.valid_from, g.valid_to) && tstzrange(new.valid_from, new.valid_to)
        and same_person(g.user_id::text, new.user_id::text)) then
      raise exception 'who manages accounts holds no other role' using errcode = 'VL011', constraint = 'managers_decide_nothing';
    end if;
    if new.word_id is not null then
      if not exists (
        select 1 from operator_word w where w.id = new.word_id and w.kind = 'GRANT' and w.subject_id = new.user_id
          and w.detail = new.role || ':' || new.division_id) then
        raise exception 'the operator said something else' using errcode = 'VL011', constraint = 'grant_by_two';
      end if;
      return new;
    end if;
    -- The first two of an empty installation type their own passwords at its setup.
    if new.decision_id is null and new.role = 'SECURITY_ADMIN' and account_of(new.granted_by) is null
      and (select count(*) from (select 1 from role_grant limit 2) known) < 2 then return new; end if;
    select * into v_request from decision_request r where r.id = new.decision_id and r.kind = 'identity.grant'
      and r.payload ->> 'userId' = new.user_id::text and r.payload ->> 'role' = new.role
      and r.payload ->> 'divisionId' = new.division_id::text;
    select * into v_decision from decision d where d.request_id = v_request.id and d.outcome = 'APPROVED';
    select path into v_path from division where id = new.division_id;
    if v_decision.request_id is null or not may_manage_accounts(v_request.asked_by, v_path, v_request.asked_at)
      or (account_of(v_decision.decided_by) is not null
        and not may_manage_accounts(v_decision.decided_by, v_path, v_decision.decided_at)) then
      raise exception 'a role is given by two' using errcode = 'VL011', constraint = 'grant_by_two';
    end if;
    return new;
  end $$;
  create trigger role_grant_by_two before insert on role_grant for each row execute function role_grant_by_two();

  create function role_grant_only_ends() returns trigger language plpgsql as $$
  begin
    if to_jsonb(new) - 'valid_to' <> to_jsonb(old) - 'valid_to' or (new.valid_to is null and old.valid_to is not null)
      or new.valid_to > old.valid_to then
      raise exception 'a grant ends and does not change' using errcode = 'VL011', constraint = 'grant_only_ends';
    end if;
    return new;
  end $$;
  create trigger role_grant_only_ends before update on role_grant for each row execute function role_grant_only_ends();

  create function account_keeps_maker() returns trigger language plpgsql as $$
  begin
    if new.made_by is distinct from old.made_by and account_of(old.made_by) is not null then
      raise exception 'who made an account is not rewritten' using errcode = 'VL011', constraint = 'account_keeps_maker';
    end if;
    if new.opened_at is not null and new.opened_at is distinct from old.opened_at and not is_practice()
      and not exists (
        select 1 from invitation i
        left join decision_request r on r.id = i.slip_id and r.payload ->> 'userId' = new.id::text
        left join decision d on d.request_id = r.id and d.outcome = 'APPROVED'
        left join operator_word w on w.id = i.word_id and w.kind = 'OPEN' and w.subject_id = new.id
        where i.user_id = new.id and i.used_at = new.opened_at
          and (i.way = 'SMS' or i.way = 'SLIP' and d.request_id is not null or i.way = 'OPERATOR' and w.id is not null)) then
      raise exception 'an account is opened by its own person' using errcode = 'VL011', constraint = 'account_opened_by_person';
    end if;
    return new;
  end $$;
  create trigger account_keeps_maker before update of made_by, opened_at on user_account
    for each row execute function account_keeps_maker();

  create function deputy_by_two() returns trigger language plpgsql as $$
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
  create trigger deputy_by_two before insert or update on decision_deputy
    for each row execute function deputy_by_two();

  -- About accounts decides a person, or the operator, who has waited for the second one long enough.
  create function operator_decides_by_word() returns trigger language plpgsql as $$
  begin
    if new.outcome = 'APPROVED' and account_of(new.decided_by) is null and not is_practice() and exists (
      select 1 from decision_request r where r.id = new.request_id and r.kind like 'identity.%' and not exists (
        select 1 from operator_word w where w.kind = 'RELEASE' and w.subject_id = r.id
          and least(w.given_at, new.decided_at) >= r.asked_at + interval '72 hours')) then
      raise exception 'the operator releases later' using errcode = 'VL011', constraint = 'operator_waits';
    end if;
    return new;
  end $$;
  create trigger operator_decides_by_word before insert on decision
    for each row execute function operator_decides_by_word();
`;
