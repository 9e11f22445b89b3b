import { Injectable } from '@nestjs/common';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import type { Interval } from '../../../kernel/interval';
import type { Duty, SignupStatus } from '../domain/activity-kinds';
import type { LoadKind } from '../domain/signup-load';

export interface ConfirmedSignup {
  readonly volunteerId: string;
  readonly positionId: string;
  readonly duty: Duty;
  /** Whether taking part in the position is service. */
  readonly isService: boolean;
  /** What the person was warned of when signing up, and confirmed. */
  readonly loadMarks: readonly LoadKind[];
}

/** One sign-up of a shift, in the order of arrival. Without the name: that is the volunteers' module's. */
export interface RosterSignup extends ConfirmedSignup {
  readonly signupId: string;
  readonly positionName: string;
  readonly status: 'CONFIRMED' | 'WAITLISTED';
  readonly signedUpAt: Date;
  readonly promotedAt: Date | null;
}

/** When somebody is to serve elsewhere. */
export interface SignupTime {
  readonly shiftId: string;
  readonly title: string;
  readonly startsAt: Date;
  /** The end that counts. */
  readonly endsAt: Date;
  /** False once the shift is closed. */
  readonly isScheduled: boolean;
}

/** A volunteer's own sign-up with the shift it is for. */
export interface OwnSignup {
  readonly id: string;
  readonly shiftId: string;
  readonly activityId: string;
  readonly title: string;
  readonly placeName: string;
  /** Who leads it. */
  readonly teamName: string;
  readonly positionName: string;
  /** Whether taking part in the position is service. */
  readonly isService: boolean;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly shiftStatus: string;
  readonly status: SignupStatus;
  /** 1 for the one who moves up next; null unless WAITLISTED. */
  readonly waitlistPlace: number | null;
  readonly signedUpAt: Date;
  readonly promotedAt: Date | null;
  readonly cancelledAt: Date | null;
  /** In the person's own words, or of whoever called the shift off. */
  readonly cancelReason: string | null;
}

/** Somebody who has a seat or waits for one, or had when the shift was called off. */
export interface Awaited {
  readonly volunteerId: string;
  readonly shiftId: string;
  readonly startsAt: Date;
  /** The end that counts. */
  readonly endsAt: Date;
}

export interface OwnSignupsQuestion {
  readonly volunteerId: string;
  readonly status?: SignupStatus | undefined;
  /** Paths: only sign-ups for activities below one of them. */
  readonly below: readonly string[];
  readonly limit: number;
  /** (startsAt, id) of the last row before; null for the first page. */
  readonly after: readonly (string | number)[] | null;
}

/** Answers who comes to a shift; the read port for the other modules. */
@Injectable()
export class SignupDirectory {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Everybody with a seat, in the order of arrival; with `only`, those of these people. */
  async confirmed(shiftId: string, tx?: Transaction, only?: readonly string[]): Promise<readonly ConfirmedSignup[]> {
    return this.query<ConfirmedSignup>(
      `select u.volunteer_id as "volunteerId", u.position_id as "positionId", p.duty,
         p.is_service as "isService", u.load_marks as "loadMarks"
       from signup u join position p on p.id = u.position_id
       where u.shift_id = $1 and u.status = 'CONFIRMED' and ($2::uuid[] is null or u.volunteer_id = any ($2))
       order by u.queue_no`,
      [shiftId, only ?? null],
      tx,
    );
  }

  /** Whether every position of the shift is service: then a walk-in serves, too. */
  async allServe(shiftId: string, tx?: Transaction): Promise<boolean> {
    const rows = await this.query(
      `select 1 from shift_position sp join position p on p.id = sp.position_id
       where sp.shift_id = $1 and not p.is_service limit 1`,
      [shiftId],
      tx,
    );
    return rows.length === 0;
  }

  async isConfirmed(shiftId: string, volunteerId: string, tx?: Transaction): Promise<boolean> {
    const rows = await this.query(
      `select 1 from signup where shift_id = $1 and volunteer_id = $2 and status = 'CONFIRMED'`,
      [shiftId, volunteerId],
      tx,
    );
    return rows.length > 0;
  }

  /** Seats first, then the waitlist, each in the order of arrival. */
  async roster(shiftId: string): Promise<readonly RosterSignup[]> {
    return this.query<RosterSignup>(
      `select u.id as "signupId", u.volunteer_id as "volunteerId", u.position_id as "positionId", p.name as "positionName",
         p.duty, p.is_service as "isService", u.status, u.signed_up_at as "signedUpAt", u.promoted_at as "promotedAt",
         u.load_marks as "loadMarks"
       from signup u join position p on p.id = u.position_id
       where u.shift_id = $1 and u.status in ('CONFIRMED', 'WAITLISTED') order by u.status, u.queue_no`,
      [shiftId],
    );
  }

  /**
   * Who is awaited at these shifts, by their start and the order of arrival. Of a shift that was called off, who was awaited
   * until then: the latest sign-ups that ended with its own reason. Who had cancelled before is not among them.
   */
  async awaited(shiftIds: readonly string[], tx?: Transaction): Promise<readonly Awaited[]> {
    return this.query<Awaited>(
      `select u.volunteer_id as "volunteerId", u.shift_id as "shiftId", s.starts_at as "startsAt",
         coalesce(s.extended_to, s.ends_at) as "endsAt"
       from signup u join shift s on s.id = u.shift_id
       where u.shift_id = any($1::uuid[]) and case s.status
         when 'CANCELLED' then u.status = 'CANCELLED' and u.cancel_reason = s.cancel_reason and u.cancelled_at = (
           select max(w.cancelled_at) from signup w where w.shift_id = s.id and w.cancel_reason = s.cancel_reason)
         else u.status in ('CONFIRMED', 'WAITLISTED') end
       order by s.starts_at, s.id, u.queue_no`,
      [shiftIds],
      tx,
    );
  }

  /** The scheduled shifts of an activity that have not begun. */
  async shiftsToCome(activityId: string, now: Date, tx?: Transaction): Promise<readonly string[]> {
    const rows = await this.query<{ id: string }>(
      `select id from shift where activity_id = $1 and status = 'SCHEDULED' and starts_at > $2`,
      [activityId, now],
      tx,
    );
    return rows.map(({ id }) => id);
  }

  /**
   * The open sign-ups of a person, seats and places on waitlists, for other shifts that touch a time, in their order.
   * What is still waited for in a closed shift is over.
   */
  async within(
    volunteerId: string,
    exceptShiftId: string,
    { startMs, endMs }: Interval,
    tx?: Transaction,
  ): Promise<readonly SignupTime[]> {
    return this.query<SignupTime>(
      `select s.id as "shiftId", a.title, s.starts_at as "startsAt", coalesce(s.extended_to, s.ends_at) as "endsAt",
         s.status = 'SCHEDULED' as "isScheduled"
       from signup u join shift s on s.id = u.shift_id join activity a on a.id = s.activity_id
       where u.volunteer_id = $1 and s.id <> $2
         and (u.status = 'CONFIRMED' and s.status <> 'CANCELLED' or u.status = 'WAITLISTED' and s.status = 'SCHEDULED')
         and s.starts_at < $4 and coalesce(s.extended_to, s.ends_at) > $3
       order by s.starts_at, s.id`,
      [volunteerId, exceptShiftId, new Date(startMs), new Date(endMs)],
      tx,
    );
  }

  /** One volunteer's sign-ups, latest shift first, limit + 1 rows. */
  async ofVolunteer(question: OwnSignupsQuestion): Promise<readonly OwnSignup[]> {
    const [afterStart, afterId] = question.after ?? [null, null];
    return this.query<OwnSignup>(
      `select u.id, u.shift_id as "shiftId", s.activity_id as "activityId", a.title, a.place_name as "placeName",
         t.name as "teamName", p.name as "positionName", p.is_service as "isService", s.starts_at as "startsAt", coalesce(s.extended_to, s.ends_at) as "endsAt",
         s.status as "shiftStatus", u.status, u.signed_up_at as "signedUpAt", u.promoted_at as "promotedAt",
         u.cancelled_at as "cancelledAt", u.cancel_reason as "cancelReason",
         case when u.status = 'WAITLISTED' then (
           select count(*)::int from signup w where w.shift_id = u.shift_id and w.position_id = u.position_id
             and w.status = 'WAITLISTED' and w.queue_no <= u.queue_no) end as "waitlistPlace"
       from signup u join shift s on s.id = u.shift_id join activity a on a.id = s.activity_id
         join team t on t.id = a.team_id join position p on p.id = u.position_id join division d on d.id = a.division_id
       where u.volunteer_id = $1 and ($2::text is null or u.status = $2)
         and exists (select 1 from unnest($6::text[]) scope where starts_with(d.path, scope))
         and ($3::timestamptz is null or (s.starts_at, u.id) < ($3::timestamptz, $4::uuid))
       order by s.starts_at desc, u.id desc limit $5`,
      [question.volunteerId, question.status ?? null, afterStart, afterId, question.limit + 1, question.below],
    );
  }

  /** A person's open sign-ups for shifts that have not begun, seats and places on waitlists. */
  async upcomingOf(
    volunteerId: string,
    now: Date,
  ): Promise<readonly { readonly id: string; readonly startsAt: Date }[]> {
    return this.query(
      `select u.id, s.starts_at as "startsAt" from signup u join shift s on s.id = u.shift_id
       where u.volunteer_id = $1 and u.status in ('CONFIRMED', 'WAITLISTED') and s.status = 'SCHEDULED' and s.starts_at > $2
       order by s.starts_at, u.id`,
      [volunteerId, now],
    );
  }

  private async query<Row>(sql: string, parameters: readonly unknown[], tx?: Transaction): Promise<Row[]> {
    return tx ? tx.query<Row>(sql, parameters) : this.unitOfWork.read<Row>(sql, parameters);
  }
}
