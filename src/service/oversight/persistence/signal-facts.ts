import { Injectable } from '@nestjs/common';
import type { LocalDay } from '../../../kernel/local-day';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import type { SignalLimits, SignalSieve } from '../domain/signal-limits';
import { backfillShare, impossibleSpeed, sharedDevice, type SignalKind } from '../domain/signals';

/** Something that looks odd, before anybody has looked at it. */
export interface FoundSignal {
  readonly kind: SignalKind;
  readonly subjectKey: string;
  readonly divisionId: string;
  readonly evidence: Readonly<Record<string, unknown>>;
}

/** The limits in force at a division on a day. */
export type LimitsAt = (divisionId: string, day: LocalDay) => Promise<SignalLimits>;

interface Question {
  readonly from: Date;
  readonly until: Date;
  readonly sieve: SignalSieve;
  readonly limitsAt: LimitsAt;
}

/** Nothing looks at more rows of a kind in one run; the next run goes on. */
const MAX_ROWS = 20_000;
const EVIDENCE_IDS = 20;

/** Gathers the facts that the signals are about, by SQL, and lets the rules judge them. */
@Injectable()
export class SignalFacts {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Everything odd in what arrived between two instants, by the limits of the place and the day of the service. */
  async found(question: Question): Promise<readonly FoundSignal[]> {
    return [
      ...(await this.sharedDevices(question)),
      ...(await this.identicalSeconds(question)),
      ...(await this.impossibleSpeeds(question)),
      ...(await this.backfillShares(question)),
      ...(await this.oneRecorders(question)),
      ...(await this.youngAccounts(question)),
      ...(await this.manualPoints(question)),
    ];
  }

  private async sharedDevices({ from, until, sieve, limitsAt }: Question): Promise<readonly FoundSignal[]> {
    const rows = await this.unitOfWork.read<{
      device: string;
      shiftId: string;
      divisionId: string;
      day: LocalDay;
      punches: readonly { readonly volunteerId: string; readonly atMs: number }[];
    }>(
      `select p.evidence ->> 'deviceId' as device, p.shift_id as "shiftId", a.division_id as "divisionId",
         ${dayOf('s.starts_at')} as day, jsonb_agg(jsonb_build_object('volunteerId', p.volunteer_id,
           'atMs', (extract(epoch from p.punched_at) * 1000)::bigint)) as punches
       from punch p join shift s on s.id = p.shift_id join activity a on a.id = s.activity_id
       where p.received_at >= $1 and p.received_at < $2 and p.method = 'CODE' and p.evidence ? 'deviceId'
       group by 1, 2, 3, 4 having count(distinct p.volunteer_id) >= $3 limit $4`,
      [from, until, sieve.sharedDevicePeople, MAX_ROWS],
    );
    return judged(rows, limitsAt, ({ device, shiftId, divisionId, punches }, limits) => {
      const people = sharedDevice(punches, limits);
      if (!people) return [];
      const evidence = { shiftId, peopleCount: people.length, volunteerIds: people.slice(0, EVIDENCE_IDS) };
      return [{ kind: 'SHARED_DEVICE', subjectKey: `${shiftId}/${device}`, divisionId, evidence } as const];
    });
  }

  private async identicalSeconds({ from, until, sieve, limitsAt }: Question): Promise<readonly FoundSignal[]> {
    const rows = await this.unitOfWork.read<{
      shiftId: string;
      divisionId: string;
      day: LocalDay;
      inAt: Date;
      outAt: Date;
      volunteerIds: readonly string[];
    }>(
      // A leader's roll call takes everybody in one second: only what people are said to have punched is looked at.
      `with pairs as (
         select p.shift_id, p.volunteer_id,
           date_trunc('second', min(p.punched_at) filter (where p.direction = 'IN')) as in_at,
           date_trunc('second', max(p.punched_at) filter (where p.direction = 'OUT')) as out_at
         from punch p
         where p.shift_id in (
             select shift_id from punch where received_at >= $1 and received_at < $2 and method in ('BACKFILL', 'STAFF', 'CODE'))
           and p.method in ('BACKFILL', 'STAFF', 'CODE')
         group by p.shift_id, p.volunteer_id)
       select c.shift_id as "shiftId", a.division_id as "divisionId", ${dayOf('s.starts_at')} as day,
         c.in_at as "inAt", c.out_at as "outAt", array_agg(c.volunteer_id order by c.volunteer_id) as "volunteerIds"
       from pairs c join shift s on s.id = c.shift_id join activity a on a.id = s.activity_id
       where c.in_at is not null and c.out_at is not null
       group by 1, 2, 3, 4, 5 having count(*) >= $3 limit $4`,
      [from, until, sieve.identicalPeople, MAX_ROWS],
    );
    return judged(rows, limitsAt, ({ shiftId, divisionId, inAt, outAt, volunteerIds }, limits) => {
      if (volunteerIds.length < limits.identicalPeople) return [];
      const subjectKey = `${shiftId}/${inAt.toISOString()}/${outAt.toISOString()}`;
      const evidence = {
        ...{ shiftId, inAt, outAt, peopleCount: volunteerIds.length },
        volunteerIds: volunteerIds.slice(0, EVIDENCE_IDS),
      };
      return [{ kind: 'IDENTICAL_SECONDS', subjectKey, divisionId, evidence } as const];
    });
  }

  private async impossibleSpeeds({ from, until, limitsAt }: Question): Promise<readonly FoundSignal[]> {
    interface Row {
      readonly volunteerId: string;
      readonly shiftId: string;
      readonly atMs: string;
      readonly longitude: string;
      readonly latitude: string;
      readonly divisionId: string;
      readonly day: LocalDay;
      readonly nextShiftId: string;
      readonly nextAtMs: string;
      readonly nextLongitude: string;
      readonly nextLatitude: string;
    }
    const rows = await this.unitOfWork.read<Row>(
      `with placed as (
         select p.volunteer_id, p.shift_id, p.punched_at, a.longitude, a.latitude, a.coordinate_system, a.division_id
         from punch p join shift s on s.id = p.shift_id join activity a on a.id = s.activity_id
         where p.received_at >= $1::timestamptz - interval '1 day' and p.received_at < $2 and a.longitude is not null
           and p.method in ('CODE', 'ROLL_CALL', 'STAFF')),
       followed as (
         select q.*, lead(q.shift_id) over person as next_shift, lead(q.punched_at) over person as next_at,
           lead(q.longitude) over person as next_longitude, lead(q.latitude) over person as next_latitude,
           lead(q.coordinate_system) over person as next_system
         from placed q window person as (partition by q.volunteer_id order by q.punched_at, q.shift_id))
       select f.volunteer_id as "volunteerId", f.shift_id as "shiftId",
         (extract(epoch from f.punched_at) * 1000)::bigint as "atMs", f.longitude, f.latitude,
         f.division_id as "divisionId", ${dayOf('f.punched_at')} as day, f.next_shift as "nextShiftId",
         (extract(epoch from f.next_at) * 1000)::bigint as "nextAtMs", f.next_longitude as "nextLongitude",
         f.next_latitude as "nextLatitude"
       from followed f
       where f.next_shift is not null and f.next_shift <> f.shift_id and f.next_system = f.coordinate_system
         and f.next_at - f.punched_at < interval '3 hours' and (f.longitude, f.latitude) <> (f.next_longitude, f.next_latitude)
       limit $3`,
      [from, until, MAX_ROWS],
    );
    return judged(rows, limitsAt, (row, limits) => {
      const one = { atMs: Number(row.atMs), longitude: Number(row.longitude), latitude: Number(row.latitude) };
      const other = {
        ...{ atMs: Number(row.nextAtMs), longitude: Number(row.nextLongitude), latitude: Number(row.nextLatitude) },
      };
      const speedKmh = impossibleSpeed(one, other, limits);
      if (speedKmh === null) return [];
      const { volunteerId, shiftId, nextShiftId, divisionId } = row;
      const evidence = { volunteerId, shiftId, nextShiftId, speedKmh };
      return [
        {
          kind: 'IMPOSSIBLE_SPEED',
          subjectKey: `${volunteerId}/${shiftId}/${nextShiftId}`,
          divisionId,
          evidence,
        } as const,
      ];
    });
  }

  /** By team and month of service, for months in which a record was computed. */
  private async backfillShares({ from, until, limitsAt }: Question): Promise<readonly FoundSignal[]> {
    const rows = await this.unitOfWork.read<{
      teamId: string;
      month: string;
      divisionId: string;
      day: LocalDay;
      weakMinutes: number;
      allMinutes: number;
    }>(
      `select r.team_id as "teamId", to_char(r.served_on, 'YYYY-MM') as month, t.division_id as "divisionId",
         coalesce(sum(r.credited_minutes) filter (where r.grade in ('D', 'E')), 0)::int as "weakMinutes",
         sum(r.credited_minutes)::int as "allMinutes", max(r.served_on)::text as day
       from service_record r join team t on t.id = r.team_id
       where r.status not in ('REJECTED', 'REVERSED') and (r.team_id, to_char(r.served_on, 'YYYY-MM')) in (
         select c.team_id, to_char(c.served_on, 'YYYY-MM') from service_record c
         where c.computed_at >= $1 and c.computed_at < $2 and c.grade in ('D', 'E'))
       group by 1, 2, 3 limit $3`,
      [from, until, MAX_ROWS],
    );
    return judged(rows, limitsAt, ({ teamId, month, divisionId, weakMinutes, allMinutes }, limits) => {
      const percent = backfillShare(weakMinutes, allMinutes, limits);
      if (percent === null) return [];
      const evidence = { teamId, month, weakMinutes, allMinutes, percent };
      return [{ kind: 'BACKFILL_SHARE', subjectKey: `${teamId}/${month}`, divisionId, evidence } as const];
    });
  }

  /** One recorder who entered more than the limit for one person in a month. */
  private async oneRecorders({ from, until, sieve, limitsAt }: Question): Promise<readonly FoundSignal[]> {
    const rows = await this.unitOfWork.read<{
      volunteerId: string;
      recorder: string;
      month: string;
      divisionId: string;
      day: LocalDay;
      minutes: number;
      recordIds: readonly string[];
    }>(
      `select r.volunteer_id as "volunteerId", x.recorder, to_char(r.served_on, 'YYYY-MM') as month,
         (array_agg(r.division_id order by r.served_on, r.id))[1] as "divisionId", sum(r.credited_minutes)::int as minutes,
         max(r.served_on)::text as day,
         array_agg(r.id order by r.served_on, r.id) as "recordIds"
       from service_record r cross join lateral unnest(r.recorded_by) x (recorder)
       where r.status not in ('REJECTED', 'REVERSED') and (r.volunteer_id, to_char(r.served_on, 'YYYY-MM')) in (
         select c.volunteer_id, to_char(c.served_on, 'YYYY-MM') from service_record c
         where c.computed_at >= $1 and c.computed_at < $2 and cardinality(c.recorded_by) > 0)
       group by 1, 2, 3 having sum(r.credited_minutes) > $3 limit $4`,
      [from, until, sieve.recorderMinutes, MAX_ROWS],
    );
    return judged(rows, limitsAt, ({ volunteerId, recorder, month, divisionId, minutes, recordIds }, limits) => {
      if (minutes <= limits.recorderMinutes) return [];
      const subjectKey = `${volunteerId}/${recorder}/${month}`;
      const evidence = { volunteerId, recorder, month, minutes, recordIds: recordIds.slice(0, EVIDENCE_IDS) };
      return [{ kind: 'ONE_RECORDER', subjectKey, divisionId, evidence } as const];
    });
  }

  /** Somebody with hours that began too soon after the registration. */
  private async youngAccounts({ from, until, sieve, limitsAt }: Question): Promise<readonly FoundSignal[]> {
    const rows = await this.unitOfWork.read<{
      volunteerId: string;
      recordId: string;
      divisionId: string;
      day: LocalDay;
      ageMinutes: number;
      creditedMinutes: number;
    }>(
      `select r.volunteer_id as "volunteerId", r.id as "recordId", r.division_id as "divisionId", r.served_on::text as day,
         floor(extract(epoch from r.starts_at - v.registered_at) / 60)::int as "ageMinutes",
         r.credited_minutes as "creditedMinutes"
       from service_record r join volunteer v on v.id = r.volunteer_id
       where r.computed_at >= $1 and r.computed_at < $2 and r.status not in ('REJECTED', 'REVERSED')
         and r.starts_at < v.registered_at + make_interval(mins => $3)
       order by r.computed_at, r.id limit $4`,
      [from, until, sieve.youngAccountMinutes, MAX_ROWS],
    );
    return judged(rows, limitsAt, ({ volunteerId, recordId, divisionId, ageMinutes, creditedMinutes }, limits) => {
      if (ageMinutes >= limits.youngAccountMinutes) return [];
      const evidence = { volunteerId, recordId, ageMinutes, creditedMinutes };
      return [{ kind: 'YOUNG_ACCOUNT', subjectKey: recordId, divisionId, evidence } as const];
    });
  }

  /** Many points given or taken by hand for one person in a month. */
  private async manualPoints({ from, until, sieve, limitsAt }: Question): Promise<readonly FoundSignal[]> {
    const rows = await this.unitOfWork.read<{
      volunteerId: string;
      divisionId: string;
      month: string;
      day: LocalDay;
      pointTenths: number;
      postingIds: readonly string[];
    }>(
      `select m.volunteer_id as "volunteerId", v.division_id as "divisionId", x.month,
         max(${dayOf('m.posted_at')}) as day, sum(abs(m.point_tenths))::float8 as "pointTenths",
         array_agg(m.id order by m.posted_at, m.id) as "postingIds"
       from manual_posting m join volunteer v on v.id = m.volunteer_id
       cross join lateral (select to_char(m.posted_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month) x
       where (m.volunteer_id, x.month) in (
         select c.volunteer_id, to_char(c.posted_at at time zone 'Asia/Shanghai', 'YYYY-MM') from manual_posting c
         where c.posted_at >= $1 and c.posted_at < $2)
       group by 1, 2, 3 having sum(abs(m.point_tenths)) >= $3 limit $4`,
      [from, until, sieve.manualPointTenths, MAX_ROWS],
    );
    return judged(rows, limitsAt, ({ volunteerId, divisionId, month, pointTenths, postingIds }, limits) => {
      if (pointTenths < limits.manualPointTenths) return [];
      const evidence = { volunteerId, month, pointTenths, postingIds: postingIds.slice(0, EVIDENCE_IDS) };
      return [{ kind: 'MANUAL_POINTS', subjectKey: `${volunteerId}/${month}`, divisionId, evidence } as const];
    });
  }
}

/** The local day of an instant, in SQL. */
function dayOf(column: string): string {
  return `(${column} at time zone 'Asia/Shanghai')::date::text`;
}

/** Lets a rule judge each row by the limits of its place and day. */
async function judged<Row extends { readonly divisionId: string; readonly day: LocalDay }>(
  rows: readonly Row[],
  limitsAt: LimitsAt,
  rule: (row: Row, limits: SignalLimits) => readonly FoundSignal[],
): Promise<readonly FoundSignal[]> {
  const found: FoundSignal[] = [];
  for (const row of rows) found.push(...rule(row, await limitsAt(row.divisionId, row.day)));
  return found;
}
