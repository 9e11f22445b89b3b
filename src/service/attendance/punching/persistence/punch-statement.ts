import type { Statement } from '../../../../platform/data/database/statements';

const GIVEN = `given as (
  select * from json_to_recordset($1::json) g (no int, volunteer_id uuid, id uuid, shift_id uuid, direction text,
    method text, code_from timestamptz, punched_at timestamptz, device_sent_at timestamptz, received_at timestamptz,
    recorded_by text, payload_hash bytea, evidence jsonb, early_minutes int, late_minutes int, may_walk_in boolean))`;

/*
 * Everything is looked up by its key, punch by punch: lateral with a lock, an array or a limit is what the planner cannot turn
 * into a join of whole tables. The plan is made once per connection and kept, perhaps when the tables were all but empty; a
 * plan that reads them from end to end costs more with every check-in.
 */

/** What to do about a shift or a person that somebody holds: leave its punches out, or wait. */
type Held = 'skip locked' | '';

/**
 * The share lock makes punches and the closing of their shift take turns; share locks do not wait for each other. A group
 * leaves out the punches of a shift that somebody holds, and they are written singly: it does not wait for one shift, nor can
 * it be part of a deadlock about shifts. A punch that is alone waits, reads the row again and finds it closed, or not.
 */
const openShift = (held: Held): string => `open_shift as materialized (
  select s.id, s.starts_at, greatest(s.ends_at, s.extended_to) as ends_at, a.check_in_modes
  from shift s join activity a on a.id = s.activity_id
  where s.id = any (array(select shift_id from given)) and s.status = 'SCHEDULED' and a.status in ('PUBLISHED', 'CLOSED')
  order by s.id for share of s ${held})`;

/**
 * The people whose numbers are in use. Merging or closing a number takes turns with its punches in the same way as a shift.
 * Each of these reads the one before, and so locks after it, shift, person, attendance: who waits here holds nothing that
 * those who close a shift or a number will ask for.
 */
const openPerson = (held: Held): string => `open_person as materialized (
  select v.id, g.shift_id from (select shift_id, volunteer_id from given
      where shift_id = any (array(select id from open_shift)) order by volunteer_id) g
    cross join lateral (select v.id from volunteer v where v.id = g.volunteer_id and v.status = 'ACTIVE'
      for share of v ${held}) v)`;

/** Rows are locked in the order of people, so that the groups of two processes wait for each other at most. */
const HELD = `held as materialized (
  select t.* from (select shift_id, id from open_person order by id) g
    cross join lateral (select t.shift_id, t.volunteer_id, t.state, t.checked_in_at, t.checked_out_at, t.in_code_from,
        t.out_code_from
      from attendance t where t.shift_id = g.shift_id and t.volunteer_id = g.id
      for no key update of t) t)`;

/**
 * Outer joins and one condition at the end, not for the result but for the planner: it would expect a single row of inner
 * joins with so many conditions, and compare every punch of the group with every other.
 */
const ACCEPTABLE = `acceptable as materialized (
  select g.*, t.state as held_state
  from given g
    left join open_shift s on s.id = g.shift_id
    left join held t on t.shift_id = g.shift_id and t.volunteer_id = g.volunteer_id
    left join open_person v on v.id = g.volunteer_id
    left join lateral (select u.id from signup u where u.shift_id = g.shift_id and u.volunteer_id = g.volunteer_id
      and u.status = 'CONFIRMED' limit 1) u on true
  where (g.method = any (s.check_in_modes)
    and g.punched_at >= s.starts_at - make_interval(mins => g.early_minutes)
    and g.punched_at <= s.ends_at + make_interval(mins => g.late_minutes)
    and v.id is not null
    and (g.may_walk_in or u.id is not null)
    and case g.direction
      when 'IN' then t.state is null or (t.state = 'OUT' and t.checked_out_at <= g.punched_at)
      else t.state = 'IN' and t.checked_in_at <= g.punched_at end
    and (g.code_from > case g.direction when 'IN' then t.in_code_from else t.out_code_from end) is not false) is true)`;

/** No \`on conflict\` on purpose: an id that is taken must undo the move of the attendance, too. */
const APPENDED = `appended as (
  insert into punch (volunteer_id, id, shift_id, direction, method, punched_at, device_sent_at, received_at, skew_ms,
    recorded_by, payload_hash, evidence)
  select volunteer_id, id, shift_id, direction, method, punched_at, device_sent_at, received_at,
    (extract(epoch from received_at - device_sent_at) * 1000)::bigint, recorded_by, payload_hash, evidence
  from acceptable order by volunteer_id)`;

/** Nor here: of two processes that record the first check-in of one person, the later one has to look again. */
const ENTERED = `entered as (
  insert into attendance (shift_id, volunteer_id, state, checked_in_at, in_code_from)
  select shift_id, volunteer_id, 'IN', punched_at, code_from
  from acceptable where held_state is null order by volunteer_id)`;

const MOVED = `moved as (
  update attendance t set state = a.direction,
    checked_in_at = case a.direction when 'IN' then a.punched_at else t.checked_in_at end,
    checked_out_at = case a.direction when 'OUT' then a.punched_at end,
    pair_count = t.pair_count + case a.direction when 'IN' then 1 else 0 end,
    in_code_from = case a.direction when 'IN' then coalesce(a.code_from, t.in_code_from) else t.in_code_from end,
    out_code_from = case a.direction when 'OUT' then coalesce(a.code_from, t.out_code_from) else t.out_code_from end
  from acceptable a
  where a.held_state is not null and t.shift_id = a.shift_id and t.volunteer_id = a.volunteer_id)`;

const sqlFor = (held: Held): string => `
  with ${[GIVEN, openShift(held), openPerson(held), HELD, ACCEPTABLE, APPENDED, ENTERED, MOVED].join(',\n')}
  select
    (select coalesce(json_agg(no), '[]') from acceptable) as recorded,
    (select coalesce(json_agg(g.no), '[]') from given g left join open_shift o on o.id = g.shift_id
       left join open_person p on p.id = g.volunteer_id
     where o.id is null and exists (select from shift s where s.id = g.shift_id and s.status = 'SCHEDULED')
       or o.id is not null and p.id is null
         and exists (select from volunteer v where v.id = g.volunteer_id and v.status = 'ACTIVE')
    ) as held`;

/**
 * Decides about many punches, of different people, and writes those that hold. Parameter 1: a JSON list. Answer: the numbers
 * of the recorded ones, and of those whose shift or person somebody held. Fails as a whole (23505) where an id is taken or
 * another process has recorded one of these people meanwhile.
 */
export const groupPunchStatement: Statement = { name: 'attendance.punch-group', sql: sqlFor('skip locked') };

/** The same for a punch that was left out of its group, alone: it waits, and `held` says nothing. */
export const waitingPunchStatement: Statement = { name: 'attendance.punch-waiting', sql: sqlFor('') };

/** Which of these punches (two arrays: people, ids) are stored: their numbers from 0. */
export const knownPunchesStatement: Statement = {
  name: 'attendance.known-punches',
  sql: `select (g.no - 1)::int as no from unnest($1::uuid[], $2::uuid[]) with ordinality g (volunteer_id, id, no)
    join punch p on p.volunteer_id = g.volunteer_id and p.id = g.id`,
};
