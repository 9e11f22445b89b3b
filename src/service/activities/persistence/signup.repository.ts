import { Injectable } from '@nestjs/common';
import { type Transaction, violatedConstraint } from '../../../platform/data/database/unit-of-work';
import type { SignupStatus } from '../domain/activity-kinds';
import type { LoadKind } from '../domain/signup-load';
import type { Seats } from '../domain/sign-up-queue';
import { activityErrors } from '../errors';

export interface SignupRecord {
  readonly id: string;
  readonly shiftId: string;
  readonly positionId: string;
  readonly volunteerId: string;
  readonly status: SignupStatus;
  readonly signedUpAt: Date;
  readonly promotedAt: Date | null;
}

export interface NewSignup {
  readonly id: string;
  readonly shiftId: string;
  readonly positionId: string;
  readonly volunteerId: string;
  readonly status: 'CONFIRMED' | 'WAITLISTED';
  readonly signedUpBy: string;
  readonly signedUpAt: Date;
  /** What the person was warned of, and confirmed. */
  readonly loadMarks: readonly LoadKind[];
}

const columns = `id, shift_id as "shiftId", position_id as "positionId", volunteer_id as "volunteerId", status,
  signed_up_at as "signedUpAt", promoted_at as "promotedAt"`;

/** Writes sign-ups and the seats they take. */
@Injectable()
export class SignupRepository {
  /** Lets one sign-up of a person at a time look for overlaps: two shifts are two rows, so no row can guard them. */
  async lockPerson(tx: Transaction, volunteerId: string): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('signup:' || $1, 0))`, [volunteerId]);
  }

  /** The seats of a position in a shift, locked: whoever gives or takes a seat holds this row. @throws POSITION_UNKNOWN */
  async lockSeats(tx: Transaction, shiftId: string, positionId: string): Promise<Seats> {
    const [seats] = await tx.query<Seats>(
      'select capacity, taken from shift_position where shift_id = $1 and position_id = $2 for update',
      [shiftId, positionId],
    );
    if (!seats) throw activityErrors.refuse('POSITION_UNKNOWN', { field: 'positionId' });
    return seats;
  }

  /** The sign-up as it is now. @throws SIGNUP_UNKNOWN */
  async byId(tx: Transaction, signupId: string): Promise<SignupRecord> {
    const [signup] = await tx.query<SignupRecord>(`select ${columns} from signup where id = $1`, [signupId]);
    if (!signup) throw activityErrors.refuse('SIGNUP_UNKNOWN', { field: 'signupId' });
    return signup;
  }

  async hasOpen(tx: Transaction, shiftId: string, volunteerId: string): Promise<boolean> {
    const rows = await tx.query(
      `select 1 from signup where shift_id = $1 and volunteer_id = $2 and status in ('CONFIRMED', 'WAITLISTED')`,
      [shiftId, volunteerId],
    );
    return rows.length > 0;
  }

  /** Writes the sign-up and, with a seat, counts it. @throws SIGNUP_DUPLICATE */
  async insert(tx: Transaction, signup: NewSignup): Promise<void> {
    try {
      await tx.query(
        `insert into signup (id, shift_id, position_id, volunteer_id, status, signed_up_by, signed_up_at, load_marks)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          signup.id,
          signup.shiftId,
          signup.positionId,
          signup.volunteerId,
          signup.status,
          signup.signedUpBy,
          signup.signedUpAt,
          signup.loadMarks,
        ],
      );
    } catch (error) {
      if (violatedConstraint(error) === 'signup_open') throw activityErrors.refuse('SIGNUP_DUPLICATE');
      throw error;
    }
    if (signup.status === 'CONFIRMED') await this.countSeats(tx, signup.shiftId, signup.positionId, 1);
  }

  async cancel(tx: Transaction, signupId: string, reason: string | null, cancelledAt: Date): Promise<void> {
    await tx.query(
      `update signup set status = 'CANCELLED', had_seat = (status = 'CONFIRMED'), cancelled_at = $2, cancel_reason = $3,
         version = version + 1 where id = $1`,
      [signupId, cancelledAt, reason],
    );
  }

  /** Those who wait for a seat, in the order of arrival. The seats are locked by the caller. */
  async waiting(
    tx: Transaction,
    shiftId: string,
    positionId: string,
  ): Promise<readonly { readonly id: string; readonly volunteerId: string }[]> {
    return tx.query(
      `select id, volunteer_id as "volunteerId" from signup
       where shift_id = $1 and position_id = $2 and status = 'WAITLISTED' order by queue_no`,
      [shiftId, positionId],
    );
  }

  /** Gives the seat that was freed to a waiting person. */
  async promote(
    tx: Transaction,
    signupId: string,
    freed: Pick<SignupRecord, 'shiftId' | 'positionId'>,
    promotedAt: Date,
  ): Promise<void> {
    await tx.query(`update signup set status = 'CONFIRMED', promoted_at = $2, version = version + 1 where id = $1`, [
      signupId,
      promotedAt,
    ]);
    await this.countSeats(tx, freed.shiftId, freed.positionId, 1);
  }

  /** Adds to the seats taken; the seats are locked by the caller, and the check of the table is the last guard. */
  async countSeats(tx: Transaction, shiftId: string, positionId: string, change: 1 | -1): Promise<void> {
    await tx.query('update shift_position set taken = taken + $3 where shift_id = $1 and position_id = $2', [
      shiftId,
      positionId,
      change,
    ]);
  }

  /** Place on the waitlist, 1 for the next; null for everybody who does not wait. */
  async waitlistPlace(tx: Transaction, signupId: string): Promise<number | null> {
    const [row] = await tx.query<{ place: number }>(
      `select count(*)::int as place from signup mine join signup w on w.shift_id = mine.shift_id
         and w.position_id = mine.position_id and w.status = 'WAITLISTED' and w.queue_no <= mine.queue_no
       where mine.id = $1 and mine.status = 'WAITLISTED'`,
      [signupId],
    );
    return row && row.place > 0 ? row.place : null;
  }
}
