import { Injectable } from '@nestjs/common';
import { type Transaction, UnitOfWork } from '../../../../platform/data/database/unit-of-work';

/** How somebody's attendance of a shift came about. */
export interface TakenPresence {
  readonly volunteerId: string;
  /** Somebody else wrote it down, and no trace of the person's own is there: punch, card, signature, answer. */
  readonly isCalledOnly: boolean;
  /** Somebody else wrote it down, at least in part. */
  readonly isCalled: boolean;
  /** Marked with "the rest are here". */
  readonly isRest: boolean;
  /** The person said that it is not so. */
  readonly isDenied: boolean;
  /** How late a line came that counts with a flag; null where none did. */
  readonly lateMinutes: number | null;
}

/**
 * What the punches of a shift say about who took them. A name typed at a tablet that the team issued may have been typed by
 * anybody: it is no trace of the person.
 */
const takenSql = `
  with own as (
    select p.volunteer_id, p.evidence,
      p.method in ('CODE', 'PAPER', 'SELF_DECLARED') or p.evidence ? 'claim'
        or p.method = 'KIOSK' and ('CARD' in (p.evidence ->> 'form', p.evidence ->> 'shown')
          or coalesce(d.issued_as = 'STAFF', false)) as is_trace,
      p.method in ('ROLL_CALL', 'STAFF', 'KIOSK') as is_taken
    from punch p left join shift_device d on p.method = 'KIOSK' and d.id = account_of(substr(p.recorded_by, 8))
    where p.shift_id = $1)
  select o.volunteer_id as "volunteerId",
    bool_or(o.is_taken and not o.is_trace) and not bool_or(o.is_trace)
      and not exists (select 1 from attendance_reply r
        where r.volunteer_id = o.volunteer_id and r.shift_id = $1 and r.is_present) as "isCalledOnly",
    bool_or(o.is_taken and not o.is_trace) as "isCalled",
    coalesce(bool_or(o.evidence ->> 'form' = 'REST'), false) as "isRest",
    exists (select 1 from attendance_reply r
      where r.volunteer_id = o.volunteer_id and r.shift_id = $1 and not r.is_present) as "isDenied",
    max((o.evidence ->> 'lateMinutes')::int) as "lateMinutes"
  from own o group by o.volunteer_id`;

/** Answers who was there by somebody else's word; the read port for who computes minutes. */
@Injectable()
export class CalledPeople {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Everybody with a punch of the shift. */
  async ofShift(shiftId: string, tx?: Transaction): Promise<readonly TakenPresence[]> {
    return tx ? tx.query<TakenPresence>(takenSql, [shiftId]) : this.unitOfWork.read<TakenPresence>(takenSql, [shiftId]);
  }

  /** Keeps what somebody answers; the same answer again changes nothing. @returns whether it is new. */
  async reply(
    tx: Transaction,
    reply: {
      readonly volunteerId: string;
      readonly shiftId: string;
      readonly isPresent: boolean;
      readonly repliedBy: string;
      readonly repliedAt: Date;
    },
  ): Promise<boolean> {
    const rows = await tx.query(
      `insert into attendance_reply (volunteer_id, shift_id, is_present, replied_by, replied_at)
       values ($1, $2, $3, $4, $5) on conflict do nothing returning 1`,
      [reply.volunteerId, reply.shiftId, reply.isPresent, reply.repliedBy, reply.repliedAt],
    );
    return rows.length > 0;
  }
}
