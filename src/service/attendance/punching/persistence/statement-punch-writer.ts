import { Injectable } from '@nestjs/common';
import { type Statement, Statements } from '../../../../platform/data/database/statements';
import { sqlStateOf } from '../../../../platform/data/database/unit-of-work';
import { type NewPunch, PunchWriter } from '../application/punch-writer';
import type { PunchPolicy } from '../domain/decide-punch';

const UNIQUE_VIOLATION = '23505';

/**
 * The share locks make a punch take turns with the closing of its shift, and with the closing or merging of the person's
 * number: either the punch is in before, or the statement waits, reads the row again and finds it closed. Share locks do not
 * wait for each other.
 */
const OPEN_SHIFT = `open_shift as materialized (
  select s.id from shift s join activity a on a.id = s.activity_id join volunteer v on v.id = $1
  where s.id = $3 and s.status = 'SCHEDULED' and a.status in ('PUBLISHED', 'CLOSED') and $4 = any (a.check_in_modes)
    and $5::timestamptz >= s.starts_at - make_interval(mins => $12)
    and $5 <= greatest(s.ends_at, s.extended_to) + make_interval(mins => $13)
    and v.status = 'ACTIVE'
    and ($14 or exists (
      select 1 from signup g where g.shift_id = s.id and g.volunteer_id = $1 and g.status = 'CONFIRMED'))
  for share of s, v)`;

const MOVED_IN = `moved as (
  insert into attendance (shift_id, volunteer_id, state, checked_in_at, in_code_from)
  select id, $1, 'IN', $5, $15::timestamptz from open_shift
  on conflict (shift_id, volunteer_id) do update
    set state = 'IN', checked_in_at = excluded.checked_in_at, checked_out_at = null,
      pair_count = attendance.pair_count + 1,
      in_code_from = coalesce(excluded.in_code_from, attendance.in_code_from)
    where attendance.state = 'OUT' and attendance.checked_out_at <= excluded.checked_in_at
      and (excluded.in_code_from > attendance.in_code_from) is not false
  returning 1)`;

const MOVED_OUT = `moved as (
  update attendance t set state = 'OUT', checked_out_at = $5,
    out_code_from = coalesce($15::timestamptz, t.out_code_from) from open_shift s
  where t.shift_id = s.id and t.volunteer_id = $1 and t.state = 'IN' and t.checked_in_at <= $5
    and ($15::timestamptz > t.out_code_from) is not false
  returning 1)`;

/** No `on conflict` on purpose: an id that is taken must undo the move of the attendance, too. */
const APPENDED = `appended as (
  insert into punch (volunteer_id, id, shift_id, direction, method, punched_at, device_sent_at, received_at, skew_ms,
    recorded_by, payload_hash, evidence)
  select $1, $2, $3, $6, $4, $5, $7::timestamptz, $8::timestamptz,
    (extract(epoch from $8::timestamptz - $7::timestamptz) * 1000)::bigint, $9, $10, $11::jsonb
  from moved returning 1)`;

const statementOf = (direction: 'IN' | 'OUT', moved: string): Statement => ({
  name: `attendance.punch-${direction.toLowerCase()}`,
  sql: `with ${OPEN_SHIFT}, ${moved}, ${APPENDED} select count(*)::int as recorded from appended`,
});
const STATEMENTS = { IN: statementOf('IN', MOVED_IN), OUT: statementOf('OUT', MOVED_OUT) } as const;

/** One statement per punch: one round trip, its own transaction. */
@Injectable()
export class StatementPunchWriter extends PunchWriter {
  constructor(private readonly statements: Statements) {
    super();
  }

  override async write(punch: NewPunch, policy: PunchPolicy): Promise<boolean> {
    try {
      const [row] = await this.statements.run<{ recorded: number }>(STATEMENTS[punch.direction], [
        punch.volunteerId,
        punch.punchId,
        punch.shiftId,
        punch.method,
        punch.punchedAt,
        punch.direction,
        punch.deviceSentAt,
        punch.receivedAt,
        punch.recordedBy,
        punch.payloadHash,
        JSON.stringify(punch.evidence),
        policy.earlyPunchMinutes,
        policy.latePunchMinutes,
        policy.walkInMethods.includes(punch.method),
        punch.codeFrom,
      ]);
      return row?.recorded === 1;
    } catch (error) {
      if (sqlStateOf(error) === UNIQUE_VIOLATION) return false;
      throw error;
    }
  }
}
