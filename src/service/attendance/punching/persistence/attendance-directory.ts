import { Injectable } from '@nestjs/common';
import { type Statement, Statements } from '../../../../platform/data/database/statements';
import { type Transaction, UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import type { AttendanceState, LivePunchMethod } from '../domain/decide-punch';
import type { PunchDirection } from '../domain/rotating-code';

/** How a recorded punch came about: live, or set afterwards. */
export type RecordedPunchMethod = LivePunchMethod | 'CORRECTION' | 'BACKFILL' | 'PAPER' | 'SELF_DECLARED';

/** A punch that counts, for whoever computes minutes. */
export interface CountingPunch {
  readonly id: string;
  readonly volunteerId: string;
  readonly direction: PunchDirection;
  readonly method: RecordedPunchMethod;
  readonly atMs: number;
  readonly recordedBy: string;
}

/** A punch with what speaks for it, for whoever reviews the record. */
export interface ShownPunch {
  readonly direction: PunchDirection;
  readonly method: RecordedPunchMethod;
  readonly punchedAt: Date;
  readonly recordedBy: string;
  /** Only where the person agreed to be located: by the fence, and rounded to 10 m. */
  readonly place: 'INSIDE' | 'OUTSIDE' | 'UNSURE' | null;
  readonly distanceMeters: number | null;
  /** How many other people the same phone punched for in this shift; null where no phone is known. */
  readonly othersByDevice: number | null;
  /** A correction has taken its place. */
  readonly isReplaced: boolean;
}

export interface StoredPunch {
  readonly punchId: string;
  readonly shiftId: string;
  readonly direction: PunchDirection;
  readonly punchedAt: Date;
  readonly payloadHash: Buffer;
}

export interface AttendanceView {
  readonly volunteerId: string;
  readonly state: 'IN' | 'OUT';
  readonly checkedInAt: Date;
  readonly checkedOutAt: Date | null;
}

/** Looks into every leaf: planned once per connection, since planning takes longer than looking. */
const peopleOfShift: Statement = {
  name: 'attendance.people-of-shift',
  sql: `select distinct volunteer_id from punch where shift_id = $1 and ($2::uuid is null or volunteer_id > $2)
    order by volunteer_id limit $3`,
};

/** Answers questions about punches and attendance; the read port for the other modules. */
@Injectable()
export class AttendanceDirectory {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly statements: Statements,
  ) {}

  /** The punch stored under an id, or null. */
  async storedPunch(volunteerId: string, punchId: string): Promise<StoredPunch | null> {
    const [punch] = await this.unitOfWork.read<StoredPunch>(
      `select id as "punchId", shift_id as "shiftId", direction, punched_at as "punchedAt", payload_hash as "payloadHash"
       from punch where volunteer_id = $1 and id = $2`,
      [volunteerId, punchId],
    );
    return punch ?? null;
  }

  /** Where the person stands in the shift; null before the first check-in. */
  async stateOf(shiftId: string, volunteerId: string): Promise<AttendanceState | null> {
    const [row] = await this.unitOfWork.read<AttendanceView>(
      `select volunteer_id as "volunteerId", state, checked_in_at as "checkedInAt", checked_out_at as "checkedOutAt"
       from attendance where shift_id = $1 and volunteer_id = $2`,
      [shiftId, volunteerId],
    );
    if (!row) return null;
    const checkedInAtMs = row.checkedInAt.getTime();
    return row.checkedOutAt
      ? { state: 'OUT', checkedInAtMs, checkedOutAtMs: row.checkedOutAt.getTime() }
      : { state: 'IN', checkedInAtMs };
  }

  /** Whether the person has checked in (or out) in the shift by the code of this time slot, or by a later one. */
  async isCodeUsed(
    {
      shiftId,
      volunteerId,
      direction,
    }: { readonly shiftId: string; readonly volunteerId: string; readonly direction: PunchDirection },
    codeFrom: Date,
  ): Promise<boolean> {
    const rows = await this.unitOfWork.read(
      `select 1 from attendance where shift_id = $1 and volunteer_id = $2
         and case $3 when 'IN' then in_code_from else out_code_from end >= $4`,
      [shiftId, volunteerId, direction, codeFrom],
    );
    return rows.length > 0;
  }

  /** Everybody who has checked in to the shift. */
  async ofShift(shiftId: string): Promise<readonly AttendanceView[]> {
    return this.unitOfWork.read<AttendanceView>(
      `select volunteer_id as "volunteerId", state, checked_in_at as "checkedInAt", checked_out_at as "checkedOutAt"
       from attendance where shift_id = $1 order by checked_in_at, volunteer_id`,
      [shiftId],
    );
  }

  /** The people with punches in a shift, in id order, after a given id. */
  async peopleOf(shiftId: string, afterVolunteerId: string | null, limit: number): Promise<readonly string[]> {
    const rows = await this.statements.run<{ volunteer_id: string }>(peopleOfShift, [shiftId, afterVolunteerId, limit]);
    return rows.map((row) => row.volunteer_id);
  }

  /** All punches of one person in a shift, the earliest first. */
  async shownPunches(tx: Transaction, shiftId: string, volunteerId: string): Promise<readonly ShownPunch[]> {
    return tx.query<ShownPunch>(
      `select p.direction, p.method, p.punched_at as "punchedAt", p.recorded_by as "recordedBy",
         p.evidence ->> 'place' as place, (p.evidence ->> 'distanceMeters')::int as "distanceMeters",
         case when p.evidence ? 'deviceId' then (
           select count(distinct o.volunteer_id)::int from punch o
           where o.shift_id = $1 and o.volunteer_id <> $2 and o.evidence ->> 'deviceId' = p.evidence ->> 'deviceId')
         end as "othersByDevice",
         exists (select 1 from punch c where c.volunteer_id = $2 and c.shift_id = $1 and c.method = 'CORRECTION'
           and c.evidence -> 'replaces' ? p.id::text) as "isReplaced"
       from punch p where p.volunteer_id = $2 and p.shift_id = $1 order by p.punched_at, p.id`,
      [shiftId, volunteerId],
    );
  }

  /**
   * The punches that count, of people in shifts. A correction that names the punches it replaces takes their place; the
   * replaced ones stay in the table as facts. The people are named twice, because only a condition on the partition key
   * itself spares the planner the leaves of everybody else.
   */
  async countingPunches(
    tx: Transaction,
    keys: readonly { readonly shiftId: string; readonly volunteerId: string }[],
  ): Promise<readonly (CountingPunch & { readonly shiftId: string })[]> {
    const rows = await tx.query<Omit<CountingPunch, 'atMs'> & { shiftId: string; punchedAt: Date }>(
      `select p.id, p.shift_id as "shiftId", p.volunteer_id as "volunteerId", p.direction, p.method,
         p.punched_at as "punchedAt", p.recorded_by as "recordedBy"
       from punch p
       where p.volunteer_id = any ($2::uuid[])
         and (p.shift_id, p.volunteer_id) in (select * from unnest($1::uuid[], $2::uuid[]))
         and not exists (
           select 1 from punch c
           where c.volunteer_id = any ($2::uuid[])
             and c.shift_id = p.shift_id and c.volunteer_id = p.volunteer_id and c.method = 'CORRECTION'
             and c.evidence -> 'replaces' ? p.id::text)
       order by p.volunteer_id, p.punched_at, p.id`,
      [keys.map((key) => key.shiftId), keys.map((key) => key.volunteerId)],
    );
    return rows.map(({ punchedAt, ...punch }) => ({ ...punch, atMs: punchedAt.getTime() }));
  }
}
