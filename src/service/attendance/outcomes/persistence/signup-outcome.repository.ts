import { Injectable } from '@nestjs/common';
import { deputyIdsOf } from '../../../../people/teams';
import { type Transaction, UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import type { SignupFacts, SignupOutcome } from '../domain/signup-outcome';

export interface SignupSubject extends SignupFacts {
  readonly signupId: string;
  readonly volunteerId: string;
}

export interface Excuse {
  readonly signupId: string;
  readonly volunteerId: string;
  readonly reason: string;
  readonly status: 'OPEN' | 'ACCEPTED' | 'DECLINED';
}

export interface OutcomeLine {
  readonly signupId: string;
  readonly volunteerId: string;
  readonly volunteerNo: string;
  readonly name: string | null;
  readonly outcome: SignupOutcome | null;
  readonly excuseStatus: Excuse['status'] | null;
  readonly excuseReason: string | null;
}

export interface OwnOutcome {
  readonly signupId: string;
  readonly shiftId: string;
  readonly activityTitle: string;
  readonly startsAt: Date;
  readonly outcome: SignupOutcome;
  readonly excuseStatus: Excuse['status'] | null;
  readonly excuseReason: string | null;
  /** Why it was accepted or not; null where nobody has answered. */
  readonly excuseAnswer: string | null;
}

/** An excuse that waits, with the shift by which it is told who decides. */
export interface OpenExcuse {
  readonly signupId: string;
  readonly volunteerId: string;
  readonly volunteerNo: string;
  readonly name: string | null;
  readonly shiftId: string;
  readonly teamId: string;
  readonly title: string;
  readonly startsAt: Date;
  readonly reason: string;
  readonly submittedAt: Date;
  readonly divisionPath: string;
  readonly leaderVolunteerId: string | null;
  readonly deputyVolunteerIds: readonly string[];
}

export interface OpenExcuseQuestion {
  /** Path prefixes of the divisions the reader decides for. */
  readonly scopes: readonly string[];
  /** The reader, who may lead a team or stand in for its leader; null for staff without a volunteer. */
  readonly leaderId: string | null;
  readonly path: string;
  readonly teamId: string | null;
  readonly limit: number;
  /** (submittedAt, signupId) of the last row before; null for the first page. */
  readonly after: readonly (string | number)[] | null;
}

/** What became of sign-ups, and the excuses for those that were not kept. */
@Injectable()
export class SignupOutcomeRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Everybody who ever signed up for a shift, with all that decides. */
  async subjects(tx: Transaction, shiftId: string): Promise<readonly SignupSubject[]> {
    const rows = await tx.query<Omit<SignupSubject, 'seatGivenBackAtMs'> & { seatGivenBackAt: Date | null }>(
      `select u.id as "signupId", u.volunteer_id as "volunteerId", u.status,
         case when u.had_seat then u.cancelled_at end as "seatGivenBackAt",
         exists (select 1 from punch p where p.shift_id = u.shift_id and p.volunteer_id = u.volunteer_id) as "hasPunched",
         coalesce(e.status = 'ACCEPTED', false) as "isExcused"
       from signup u left join signup_excuse e on e.volunteer_id = u.volunteer_id and e.signup_id = u.id
       where u.shift_id = $1`,
      [shiftId],
    );
    return rows.map(({ seatGivenBackAt, ...row }) => ({
      ...row,
      seatGivenBackAtMs: seatGivenBackAt?.getTime() ?? null,
    }));
  }

  /** Puts the outcomes of a shift in the place of what was said before, and notes that they are settled. */
  async settle(
    tx: Transaction,
    shiftId: string,
    outcomes: readonly { readonly subject: SignupSubject; readonly outcome: SignupOutcome }[],
    by: { readonly policyVersion: string; readonly at: Date },
  ): Promise<void> {
    await tx.query('delete from signup_outcome where shift_id = $1 and signup_id <> all ($2::uuid[])', [
      shiftId,
      outcomes.map(({ subject }) => subject.signupId),
    ]);
    await tx.query(
      `insert into signup_outcome as o (volunteer_id, signup_id, shift_id, outcome, policy_version, decided_at)
       select volunteer_id, signup_id, $4, outcome, $5, $6
       from unnest($1::uuid[], $2::uuid[], $3::text[]) u (volunteer_id, signup_id, outcome)
       on conflict (volunteer_id, signup_id) do update
         set outcome = excluded.outcome, policy_version = excluded.policy_version, decided_at = excluded.decided_at
         where o.outcome <> excluded.outcome`,
      [
        outcomes.map(({ subject }) => subject.volunteerId),
        outcomes.map(({ subject }) => subject.signupId),
        outcomes.map(({ outcome }) => outcome),
        shiftId,
        by.policyVersion,
        by.at,
      ],
    );
    await tx.query('update shift set outcomes_at = $2 where id = $1', [shiftId, by.at]);
  }

  /** The shift and person of a sign-up; null where there is none. */
  async signup(tx: Transaction, signupId: string): Promise<{ shiftId: string; volunteerId: string } | null> {
    const [row] = await tx.query<{ shiftId: string; volunteerId: string }>(
      'select shift_id as "shiftId", volunteer_id as "volunteerId" from signup where id = $1',
      [signupId],
    );
    return row ?? null;
  }

  async excuse(tx: Transaction, signupId: string): Promise<Excuse | null> {
    const [excuse] = await tx.query<Excuse>(
      `select signup_id as "signupId", volunteer_id as "volunteerId", reason, status from signup_excuse
       where signup_id = $1 for update`,
      [signupId],
    );
    return excuse ?? null;
  }

  /** False where there is one already. */
  async addExcuse(
    tx: Transaction,
    excuse: Omit<Excuse, 'status'>,
    submittedBy: string,
    submittedAt: Date,
  ): Promise<boolean> {
    const rows = await tx.query(
      `insert into signup_excuse (volunteer_id, signup_id, reason, submitted_by, submitted_at, status)
       values ($1, $2, $3, $4, $5, 'OPEN') on conflict do nothing returning 1`,
      [excuse.volunteerId, excuse.signupId, excuse.reason, submittedBy, submittedAt],
    );
    return rows.length > 0;
  }

  async decideExcuse(
    tx: Transaction,
    signupId: string,
    decision: {
      readonly status: 'ACCEPTED' | 'DECLINED';
      readonly reason: string;
      readonly by: string;
      readonly at: Date;
    },
  ): Promise<void> {
    await tx.query(
      `update signup_excuse set status = $2, decision_reason = $3, decided_by = $4, decided_at = $5
       where signup_id = $1 and status = 'OPEN'`,
      [signupId, decision.status, decision.reason, decision.by, decision.at],
    );
  }

  /** Everybody of a shift about whom something is to be said, or who asks to be excused. */
  async ofShift(shiftId: string): Promise<readonly OutcomeLine[]> {
    return this.unitOfWork.read<OutcomeLine>(
      `select u.id as "signupId", u.volunteer_id as "volunteerId", v.volunteer_no as "volunteerNo", v.name, o.outcome,
         e.status as "excuseStatus", e.reason as "excuseReason"
       from signup u join volunteer v on v.id = u.volunteer_id
       left join signup_outcome o on o.volunteer_id = u.volunteer_id and o.signup_id = u.id
       left join signup_excuse e on e.volunteer_id = u.volunteer_id and e.signup_id = u.id
       where u.shift_id = $1 and (o.outcome is not null or e.status is not null) order by u.queue_no limit 10000`,
      [shiftId],
    );
  }

  /** Excuses that wait for somebody's decision, the oldest first; limit + 1 rows. */
  async open(question: OpenExcuseQuestion): Promise<readonly OpenExcuse[]> {
    const { scopes, leaderId, path, teamId, limit, after } = question;
    return this.unitOfWork.read<OpenExcuse>(
      `select e.signup_id as "signupId", e.volunteer_id as "volunteerId", v.volunteer_no as "volunteerNo", v.name,
         s.id as "shiftId", t.id as "teamId", a.title, s.starts_at as "startsAt", e.reason, e.submitted_at as "submittedAt",
         d.path as "divisionPath", t.leader_volunteer_id as "leaderVolunteerId",
         ${deputyIdsOf('t')} as "deputyVolunteerIds"
       from signup_excuse e join signup u on u.id = e.signup_id join shift s on s.id = u.shift_id
         join activity a on a.id = s.activity_id join team t on t.id = a.team_id join division d on d.id = a.division_id
         join volunteer v on v.id = e.volunteer_id
       where e.status = 'OPEN'
         and (t.leader_volunteer_id = $2 or $2::uuid = any (${deputyIdsOf('t')})
           or exists (select 1 from unnest($1::text[]) scope where starts_with(d.path, scope)))
         and starts_with(d.path, $3) and ($4::uuid is null or t.id = $4)
         and ($5::timestamptz is null or (e.submitted_at, e.signup_id) > ($5::timestamptz, $6::uuid))
       order by e.submitted_at, e.signup_id limit $7`,
      [scopes, leaderId, path, teamId, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    );
  }

  /** The person's own, the latest shift first. */
  async ofVolunteer(volunteerId: string): Promise<readonly OwnOutcome[]> {
    return this.unitOfWork.read<OwnOutcome>(
      `select o.signup_id as "signupId", o.shift_id as "shiftId", a.title as "activityTitle",
         s.starts_at as "startsAt", o.outcome, e.status as "excuseStatus",
         e.reason as "excuseReason", e.decision_reason as "excuseAnswer"
       from signup_outcome o join shift s on s.id = o.shift_id join activity a on a.id = s.activity_id
       left join signup_excuse e on e.volunteer_id = o.volunteer_id and e.signup_id = o.signup_id
       where o.volunteer_id = $1 order by s.starts_at desc, o.signup_id limit 200`,
      [volunteerId],
    );
  }
}
