/**
 * The question that ledger_post asks before it writes: has somebody declared the cause of each posting? The declaration is
 * a row of its own that was written before, with the same volunteer, account and amount: a confirmed service record, a
 * posted row of old hours, a decision by hand, and for a reversal that what it takes back does not count any more.
 * A posting that was made before is a repetition and is not asked again.
 */
const isDeclared = `case u.ck
      when 'SERVICE_RECORD' then exists (
        select 1 from service_record r where r.id = u.c and r.volunteer_id = u.v and r.status = 'CONFIRMED' and case u.k
          when 'POINT_TENTHS' then r.is_points_eligible and u.amount > 0
          else u.k = r.kind || '_MINUTES' and u.amount = r.credited_minutes end)
      when 'OPENING' then exists (
        select 1 from opening_row w join opening_import i on i.id = w.import_id
        where w.volunteer_id = u.v and w.id = u.c and i.status = 'POSTED' and u.k = w.kind || '_MINUTES'
          and u.amount = w.minutes)
      when 'MANUAL' then exists (
        select 1 from manual_posting m where m.volunteer_id = u.v and m.id = u.c and u.k = 'POINT_TENTHS'
          and u.amount = m.point_tenths and u.reason = m.reason)
        or exists (
        select 1 from day_cap_decision d join service_record r on r.id = d.record_id and r.volunteer_id = d.volunteer_id
        where d.volunteer_id = u.v and d.id = u.c and d.approved_minutes > 0 and r.status = 'CONFIRMED' and case u.k
          when 'POINT_TENTHS' then u.amount > 0
          else u.k = r.kind || '_MINUTES' and u.amount = d.approved_minutes end)
      when 'REVERSAL' then exists (
        select 1 from ledger_entry o
        where o.volunteer_id = u.v and o.account_kind = u.k and o.seq = u.reverses and case o.cause_kind
          when 'SERVICE_RECORD' then exists (
            select 1 from service_record r where r.id = o.cause_id and r.volunteer_id = u.v and r.status = 'REVERSED')
          when 'OPENING' then exists (
            select 1 from opening_row w join opening_import i on i.id = w.import_id
            where w.volunteer_id = u.v and w.id = o.cause_id and i.status = 'REVERSED')
          when 'MANUAL' then exists (
            select 1 from day_cap_decision d join service_record r on r.id = d.record_id
            where d.volunteer_id = u.v and d.id = o.cause_id and r.status = 'REVERSED')
            or exists (
            select 1 from decision_request q join decision d on d.request_id = q.id and d.outcome = 'APPROVED'
            where q.subject_id = o.cause_id and u.v = any (q.concerned))
          else false end)
      else false end`;

/** Answers the place of the first posting whose cause nobody declared; null where all are. */
export const causeFunctions = `
  create or replace function ledger_undeclared(
    p_volunteer uuid[], p_kind text[], p_amount bigint[], p_reason text[], p_cause_kind text[], p_cause uuid[],
    p_reverses bigint[]
  ) returns bigint language plpgsql stable as $$
  begin
    -- What is usual: the minutes of one record.
    if cardinality(p_cause) = 1 and p_cause_kind[1] = 'SERVICE_RECORD' and p_kind[1] <> 'POINT_TENTHS' then
      perform 1 from service_record r
        where r.id = p_cause[1] and r.volunteer_id = p_volunteer[1] and r.status = 'CONFIRMED'
          and p_kind[1] = r.kind || '_MINUTES' and p_amount[1] = r.credited_minutes;
      if found then
        return null;
      end if;
    end if;
    return (
      select min(u.ord)
      from unnest(p_volunteer, p_kind, p_amount, p_reason, p_cause_kind, p_cause, p_reverses) with ordinality
        u (v, k, amount, reason, ck, c, reverses, ord)
      where not ${isDeclared}
        and not exists (
          select 1 from ledger_entry e
          where e.volunteer_id = u.v and e.account_kind = u.k and e.cause_kind = u.ck and e.cause_id = u.c));
  end $$;
`;

/**
 * What a service record must have behind it. It begins unconfirmed; it is confirmed from publicity, when the end of the
 * publicity that stands in it has passed by the instant that stands in it (or as an approved recompute decided), and
 * with the cause that its grade claims; what counts stands as it is, but that it can be reversed. Instants are compared
 * with instants that were stored, never with the server's clock. VL011; the constraint's name says what is missing.
 */
export const recordFunctions = `
  create or replace function grade_is_declared(r service_record) returns boolean language plpgsql stable as $$
  begin
    return case r.grade
      when 'A' then (
        select count(distinct p.direction) = 2 from punch p
        where p.volunteer_id = r.volunteer_id and p.shift_id = r.shift_id and p.method = 'CODE'
          and p.received_at <= r.confirmed_at)
      when 'B' then exists (
        select 1 from punch p where p.volunteer_id = r.volunteer_id and p.shift_id = r.shift_id
          and p.method in ('CODE', 'ROLL_CALL', 'STAFF', 'KIOSK') and p.received_at <= r.confirmed_at)
      when 'C' then exists (
        select 1 from punch p where p.volunteer_id = r.volunteer_id and p.shift_id = r.shift_id and p.method = 'PAPER')
        and exists (
        select 1 from paper_sheet s where s.shift_id = r.shift_id and s.status = 'APPLIED' and s.applied_at <= r.confirmed_at
          and 2 <= (select count(distinct e.entered_by) from paper_sheet_entry e
            where e.sheet_id = s.id and e.lines @> jsonb_build_array(jsonb_build_object('volunteerId', r.volunteer_id))))
      when 'D' then r.decided_by is not null and r.decided_by <> all (r.recorded_by) and exists (
        select 1 from punch p where p.volunteer_id = r.volunteer_id and p.shift_id = r.shift_id
          and p.method in ('CORRECTION', 'BACKFILL'))
      else r.decided_by is not null and r.decided_by <> all (r.recorded_by) and exists (
        select 1 from punch p where p.volunteer_id = r.volunteer_id and p.shift_id = r.shift_id
          and p.method = 'SELF_DECLARED')
      end;
  end $$;

  -- Whether an approved recompute made this revision of what it had found.
  create or replace function record_is_recomputed(r service_record) returns boolean language sql stable as $$
    select exists (
      select 1 from recompute_line l
      join recompute_run u on u.id = l.run_id and u.status in ('APPROVED', 'DONE')
      join service_record o on o.id = l.record_id and o.volunteer_id = l.volunteer_id
      where l.volunteer_id = r.volunteer_id and l.after_minutes = r.credited_minutes
        and o.shift_id = r.shift_id and o.revision = r.revision - 1 and o.status = 'REVERSED')
  $$;

  create or replace function service_record_is_declared() returns trigger language plpgsql as $$
  begin
    if tg_op = 'INSERT' then
      if new.status not in ('COMPUTED', 'UNDER_REVIEW', 'PUBLICITY') or new.confirmed_at is not null
        or new.granted_minutes <> 0 then
        raise exception 'a record begins unconfirmed' using errcode = 'VL011', constraint = 'record_begins_unconfirmed';
      end if;
      return new;
    end if;
    if old.status in ('CONFIRMED', 'REVERSED') then
      if (new.id, new.volunteer_id, new.shift_id, new.team_id, new.division_id, new.starts_at, new.ends_at, new.revision,
          new.kind, new.category, new.duty, new.served_on, new.raw_minutes, new.clipped_minutes, new.credited_minutes,
          new.grade, new.recorded_by, new.is_points_eligible, new.hours_policy_version, new.credited_intervals,
          new.computed_at, new.publicity_from, new.publicity_until, new.confirmed_at)
        is distinct from
        (old.id, old.volunteer_id, old.shift_id, old.team_id, old.division_id, old.starts_at, old.ends_at, old.revision,
          old.kind, old.category, old.duty, old.served_on, old.raw_minutes, old.clipped_minutes, old.credited_minutes,
          old.grade, old.recorded_by, old.is_points_eligible, old.hours_policy_version, old.credited_intervals,
          old.computed_at, old.publicity_from, old.publicity_until, old.confirmed_at)
        or new.status not in ('CONFIRMED', 'REVERSED') or old.status = 'REVERSED' and new.status <> 'REVERSED' then
        raise exception 'what counts stands' using errcode = 'VL011', constraint = 'counted_record_stands';
      end if;
      if new.granted_minutes <> old.granted_minutes and new.granted_minutes <> (
          select coalesce(sum(d.approved_minutes), 0) from day_cap_decision d
          where d.volunteer_id = new.volunteer_id and d.record_id = new.id) then
        raise exception 'nobody granted these minutes' using errcode = 'VL011', constraint = 'granted_minutes_are_decided';
      end if;
      return new;
    end if;
    if new.status not in ('CONFIRMED', 'REVERSED') then return new; end if;
    if new.status = 'REVERSED' or old.status <> 'PUBLICITY' then
      raise exception 'not out of publicity' using errcode = 'VL011', constraint = 'record_was_in_publicity';
    end if;
    if new.credited_minutes > (
        select coalesce(sum((s ->> 'endMs')::bigint - (s ->> 'startMs')::bigint), 0) / 60000
        from jsonb_array_elements(new.credited_intervals) s) then
      raise exception 'more minutes than time' using errcode = 'VL011', constraint = 'record_has_its_time';
    end if;
    if record_is_recomputed(new) then return new; end if;
    if new.publicity_from is null or new.publicity_until is null or new.confirmed_at is null
      or new.confirmed_at < new.publicity_until then
      raise exception 'publicity is not over' using errcode = 'VL011', constraint = 'record_was_in_publicity';
    end if;
    if new.credited_minutes > 0 and not grade_is_declared(new) then
      raise exception 'nothing behind grade %', new.grade using errcode = 'VL011', constraint = 'grade_has_its_cause';
    end if;
    return new;
  end $$;
`;

/**
 * A certificate begins as an application; its minutes are what the ledger holds for the records it names; once it has a
 * number only its end and the holder's own words may change. An assessment is of a day in the term, and is changed by
 * voiding it once. Old hours begin submitted. An appointment ends earlier or later, and nothing else of it changes. A round that is frozen goes on, on
 * the same figures.
 */
export const paperFunctions = `
  -- Minutes of an account that stand in the ledger for these records, and for what was granted above a cap for them.
  create or replace function posted_minutes(p_volunteer uuid, p_kind text, p_records jsonb, p_until bigint) returns bigint
  language sql stable as $$
    select coalesce(sum(e.amount), 0)::bigint from ledger_entry e
    where e.volunteer_id = p_volunteer and e.account_kind = p_kind and e.seq <= p_until
      and (e.cause_kind = 'SERVICE_RECORD' and p_records ? e.cause_id::text
        or e.cause_kind = 'MANUAL' and exists (
          select 1 from day_cap_decision d
          where d.volunteer_id = e.volunteer_id and d.id = e.cause_id and p_records ? d.record_id::text))
      and not exists (
        select 1 from ledger_entry b where b.volunteer_id = e.volunteer_id and b.account_kind = e.account_kind
          and b.reverses_seq = e.seq and b.seq <= p_until)
  $$;
  create or replace function sealed_seq(p_seal jsonb, p_kind text) returns bigint language sql immutable as $$
    select coalesce(max((s ->> 'seq')::bigint), 0) from jsonb_array_elements(p_seal) s where s ->> 'kind' = p_kind
  $$;

  create or replace function certificate_is_declared() returns trigger language plpgsql as $$
  begin
    if tg_op = 'INSERT' then
      if new.status <> 'APPLIED' then
        raise exception 'a certificate begins as an application'
          using errcode = 'VL011', constraint = 'certificate_begins_applied';
      end if;
      return new;
    end if;
    if old.certificate_no is null then
      if new.certificate_no is not null and (old.status <> 'APPLIED' or new.status <> 'VALID'
        or new.service_minutes is distinct from posted_minutes(new.volunteer_id, 'SERVICE_MINUTES',
            new.content -> 'recordIds', sealed_seq(new.ledger_seal, 'SERVICE_MINUTES'))
        or new.training_minutes is distinct from posted_minutes(new.volunteer_id, 'TRAINING_MINUTES',
            new.content -> 'recordIds', sealed_seq(new.ledger_seal, 'TRAINING_MINUTES'))) then
        raise exception 'the ledger holds other minutes'
          using errcode = 'VL011', constraint = 'certificate_says_what_was_posted';
      end if;
      return new;
    end if;
    if (new.volunteer_id, new.division_id, new.period_from, new.period_to, new.certificate_no, new.verification_code,
        new.issued_at, new.issued_by, new.service_minutes, new.training_minutes, new.minutes_by_grade, new.ledger_seal,
        new.content - 'holder')
      is distinct from
      (old.volunteer_id, old.division_id, old.period_from, old.period_to, old.certificate_no, old.verification_code,
        old.issued_at, old.issued_by, old.service_minutes, old.training_minutes, old.minutes_by_grade, old.ledger_seal,
        old.content - 'holder')
      or new.status not in ('VALID', 'SUPERSEDED', 'REVOKED') or old.status <> 'VALID' and new.status <> old.status then
      raise exception 'what was issued stands' using errcode = 'VL011', constraint = 'issued_certificate_stands';
    end if;
    return new;
  end $$;

  create or replace function assessment_is_declared() returns trigger language plpgsql as $$
  begin
    if tg_op = 'INSERT' then
      if new.voided_at is not null or not exists (
          select 1 from head_appointment h where h.id = new.appointment_id and new.assessed_on >= h.valid_from
            and (h.valid_to is null or new.assessed_on < h.valid_to))
        or new.assessed_on > (new.created_at at time zone 'Asia/Shanghai')::date then
        raise exception 'not a day of the term' using errcode = 'VL011', constraint = 'assessment_is_in_term';
      end if;
      return new;
    end if;
    if (new.id, new.appointment_id, new.assessed_on, new.item, new.score_hundredths, new.recorded_by, new.created_at)
      is distinct from
      (old.id, old.appointment_id, old.assessed_on, old.item, old.score_hundredths, old.recorded_by, old.created_at)
      or old.voided_at is not null and new.voided_at is distinct from old.voided_at then
      raise exception 'a score stands' using errcode = 'VL011', constraint = 'recorded_assessment_stands';
    end if;
    return new;
  end $$;

  create or replace function frozen_round_stands() returns trigger language plpgsql as $$
  begin
    if old.snapshot is not null and
      (new.id, new.division_id, new.period_from, new.period_to, new.roles, new.policy_version, new.policy, new.snapshot,
        new.frozen_at) is distinct from
      (old.id, old.division_id, old.period_from, old.period_to, old.roles, old.policy_version, old.policy, old.snapshot,
        old.frozen_at) then
      raise exception 'what was frozen stands' using errcode = 'VL011', constraint = 'frozen_round_stands';
    end if;
    return new;
  end $$;

  create or replace function opening_is_declared() returns trigger language plpgsql as $$
  begin
    if tg_op = 'INSERT' then
      if new.status <> 'SUBMITTED' then
        raise exception 'old hours begin submitted' using errcode = 'VL011', constraint = 'opening_begins_submitted';
      end if;
      return new;
    end if;
    if (new.id, new.division_id, new.period_from, new.period_to, new.file_hash, new.row_count, new.total_minutes,
        new.submitted_by, new.submitted_at) is distinct from
      (old.id, old.division_id, old.period_from, old.period_to, old.file_hash, old.row_count, old.total_minutes,
        old.submitted_by, old.submitted_at) then
      raise exception 'what was submitted stands' using errcode = 'VL011', constraint = 'submitted_opening_stands';
    end if;
    return new;
  end $$;

  create or replace function appointment_is_declared() returns trigger language plpgsql as $$
  begin
    if (new.id, new.volunteer_id, new.division_id, new.role, new.valid_from, new.is_paid, new.created_by, new.created_at)
      is distinct from
      (old.id, old.volunteer_id, old.division_id, old.role, old.valid_from, old.is_paid, old.created_by, old.created_at)
    then
      raise exception 'an appointment stands' using errcode = 'VL011', constraint = 'made_appointment_stands';
    end if;
    return new;
  end $$;
`;
