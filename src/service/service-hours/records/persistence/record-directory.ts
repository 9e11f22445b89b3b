import { Injectable } from '@nestjs/common';
import type { LocalDay } from '../../../../kernel/local-day';
import { type Transaction, UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import {
  type EvidenceGrade,
  recordColumns,
  type RecordFlag,
  type RecordStatus,
  type ServiceRecord,
} from '../../computing';

/** A confirmed record, for certificates, selections and reports. */
export interface ConfirmedRecord {
  readonly id: string;
  readonly volunteerId: string;
  readonly shiftId: string;
  readonly activityId: string;
  readonly activityTitle: string;
  readonly teamId: string;
  readonly divisionId: string;
  readonly servedOn: LocalDay;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly kind: 'SERVICE' | 'TRAINING';
  readonly category: string;
  readonly duty: 'LEADER' | 'MEMBER';
  readonly creditedMinutes: number;
  readonly grade: EvidenceGrade;
  readonly confirmedAt: Date;
}

/** Confirmed minutes of one person. */
export interface MinutesByGrade {
  readonly serviceMinutes: number;
  readonly trainingMinutes: number;
  /** Service minutes by evidence grade; grades without minutes are 0. */
  readonly byGrade: Readonly<Record<EvidenceGrade, number>>;
  readonly recordCount: number;
  /** Distinct local days with service or training. */
  readonly dayCount: number;
}

export interface RecordQuestion {
  /** Only below these paths; ['/'] for everywhere. */
  readonly scopes: readonly string[];
  /** Any of these; none: whatever the status. */
  readonly statuses: readonly RecordStatus[];
  readonly divisionPath?: string | undefined;
  readonly volunteerId?: string | undefined;
  readonly shiftId?: string | undefined;
  readonly activityId?: string | undefined;
  /** Local days of service, both included. */
  readonly from?: LocalDay | undefined;
  readonly until?: LocalDay | undefined;
  readonly grade?: EvidenceGrade | undefined;
  readonly flag?: RecordFlag | undefined;
  readonly order: RecordOrder;
  readonly limit: number;
  /** (startsAt, id) of the last row before. */
  readonly after: readonly (string | number)[] | null;
}

/** By the start of the service. */
export const recordOrders = ['NEWEST', 'OLDEST'] as const;
export type RecordOrder = (typeof recordOrders)[number];

/** A record as it stands beside another of the same person. */
export interface RecentRecord {
  readonly recordId: string;
  readonly servedOn: string;
  readonly activityTitle: string;
  readonly status: string;
  readonly creditedMinutes: number;
}

export interface RecordYear {
  /** Confirmed minutes of the year. */
  readonly creditedMinutes: number;
  readonly rejectedCount: number;
}

export interface PublicityQuestion {
  /** Null for everywhere. */
  readonly divisionPath: string | null;
  readonly today: LocalDay;
  readonly limit: number;
  /** (startsAt, id) of the last row before. */
  readonly after: readonly (string | number)[] | null;
}

export interface PublicRecordRow extends ServiceRecord {
  /** Somebody objects and is not answered yet: the record waits. */
  readonly isHeld: boolean;
}

export interface ServiceSums {
  readonly serviceCount: number;
  readonly serviceMinutes: number;
}

const confirmedColumns = `r.id, r.volunteer_id as "volunteerId", r.shift_id as "shiftId", r.activity_id as "activityId",
  r.activity_title as "activityTitle", r.team_id as "teamId", r.division_id as "divisionId",
  r.served_on::text as "servedOn", r.starts_at as "startsAt", r.ends_at as "endsAt", r.kind, r.category, r.duty,
  r.credited_minutes + r.granted_minutes as "creditedMinutes", r.grade, r.confirmed_at as "confirmedAt"`;

/** Answers questions about service records; the read port for the other modules. */
@Injectable()
export class RecordDirectory {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** A volunteer's confirmed records with minutes in a period of local days, both ends included, oldest first. */
  async confirmedOf(
    volunteerId: string,
    from: LocalDay,
    to: LocalDay,
    tx?: Transaction,
  ): Promise<readonly ConfirmedRecord[]> {
    return this.query<ConfirmedRecord>(
      `select ${confirmedColumns} from service_record r
       where r.volunteer_id = $1 and r.status = 'CONFIRMED' and r.credited_minutes + r.granted_minutes > 0
         and r.served_on between $2::date and $3::date
       order by r.starts_at, r.id`,
      [volunteerId, from, to],
      tx,
    );
  }

  /** Sums of `confirmedOf` for several people; people without confirmed minutes are left out. */
  async minutesOf(
    volunteerIds: readonly string[],
    from: LocalDay,
    to: LocalDay,
    tx?: Transaction,
  ): Promise<ReadonlyMap<string, MinutesByGrade>> {
    const rows = await this.query<Omit<MinutesByGrade, 'byGrade'> & Record<EvidenceGrade, number> & { id: string }>(
      `select r.volunteer_id as id,
         coalesce(sum(r.credited_minutes + r.granted_minutes) filter (where r.kind = 'SERVICE'), 0)::int as "serviceMinutes",
         coalesce(sum(r.credited_minutes + r.granted_minutes) filter (where r.kind = 'TRAINING'), 0)::int as "trainingMinutes",
         ${(['A', 'B', 'C', 'D', 'E'] as const)
           .map((grade) => {
             const filter = `r.kind = 'SERVICE' and r.grade = '${grade}'`;
             return `coalesce(sum(r.credited_minutes + r.granted_minutes) filter (where ${filter}), 0)::int as "${grade}"`;
           })
           .join(', ')},
         count(*)::int as "recordCount", count(distinct r.served_on)::int as "dayCount"
       from service_record r
       where r.volunteer_id = any ($1) and r.status = 'CONFIRMED' and r.credited_minutes + r.granted_minutes > 0
         and r.served_on between $2::date and $3::date
       group by r.volunteer_id`,
      [volunteerIds, from, to],
      tx,
    );
    return new Map(
      rows.map(({ id, A, B, C, D, E, ...sums }) => [id, { ...sums, byGrade: { A, B, C, D, E } }] as const),
    );
  }

  /** Records in scope by the start of the service, limit + 1 rows. */
  async list(question: RecordQuestion): Promise<readonly ServiceRecord[]> {
    const { conditions, values } = conditionsOf(question);
    const [direction, beyond] = question.order === 'OLDEST' ? ['asc', '>'] : ['desc', '<'];
    if (question.after) {
      values.push(...question.after);
      const [start, id] = [`$${String(values.length - 1)}`, `$${String(values.length)}`];
      conditions.push(`(r.starts_at, r.id) ${beyond} (${start}::timestamptz, ${id}::uuid)`);
    }
    values.push(question.limit + 1);
    return this.query<ServiceRecord>(
      `select ${recordColumns} from service_record r join division d on d.id = r.division_id
       where ${conditions.join(' and ')}
       order by r.starts_at ${direction}, r.id ${direction} limit $${String(values.length)}`,
      values,
    );
  }

  /** The last five of a person besides one, below these paths, latest service first. */
  async recentOf(
    tx: Transaction,
    volunteerId: string,
    exceptId: string,
    scopes: readonly string[],
  ): Promise<readonly RecentRecord[]> {
    return this.query<RecentRecord>(
      `select r.id as "recordId", r.served_on::text as "servedOn", r.activity_title as "activityTitle", r.status,
         r.credited_minutes + r.granted_minutes as "creditedMinutes"
       from service_record r join division d on d.id = r.division_id
       where r.volunteer_id = $1 and r.id <> $2 and ${isWithin('$3')}
       order by r.served_on desc, r.starts_at desc, r.id desc limit 5`,
      [volunteerId, exceptId, scopes],
      tx,
    );
  }

  /** What a person has done in the year of a day, below these paths. */
  async yearOf(tx: Transaction, volunteerId: string, day: LocalDay, scopes: readonly string[]): Promise<RecordYear> {
    const [year] = await this.query<RecordYear>(
      `select coalesce(sum(r.credited_minutes + r.granted_minutes) filter (where r.status = 'CONFIRMED'), 0)::int
           as "creditedMinutes", count(*) filter (where r.status = 'REJECTED')::int as "rejectedCount"
       from service_record r join division d on d.id = r.division_id where r.volunteer_id = $1
         and r.served_on between date_trunc('year', $2::date)::date and $2::date and ${isWithin('$3')}`,
      [volunteerId, day, scopes],
      tx,
    );
    return year ?? { creditedMinutes: 0, rejectedCount: 0 };
  }

  /**
   * Records in publicity that everybody may read, latest service first, limit + 1 rows. Left out are minors on `today` and
   * people whose age nobody knows: they are not even there under a masked name.
   */
  async inPublicity(question: PublicityQuestion): Promise<readonly PublicRecordRow[]> {
    const [afterStart, afterId] = question.after ?? [null, null];
    return this.query<PublicRecordRow>(
      `select ${recordColumns}, exists (
         select 1 from record_objection o where o.record_id = r.id and o.status = 'OPEN') as "isHeld"
       from service_record r join division d on d.id = r.division_id join volunteer v on v.id = r.volunteer_id
       where r.status = 'PUBLICITY' and ($1::text is null or starts_with(d.path, $1))
         and v.birth_date < date_trunc('year', $2::date) - interval '18 years'
         and ($3::timestamptz is null or (r.starts_at, r.id) < ($3::timestamptz, $4::uuid))
       order by r.starts_at desc, r.id desc limit $5`,
      [question.divisionPath, question.today, afterStart, afterId, question.limit + 1],
    );
  }

  /** How often people served on these days, both included, and how long. Confirmed records only. */
  async sumsOf(from: LocalDay, to: LocalDay): Promise<ServiceSums> {
    const [row] = await this.query<ServiceSums>(
      `select count(*)::int as "serviceCount", coalesce(sum(r.credited_minutes + r.granted_minutes), 0)::float8 as "serviceMinutes"
       from service_record r
       where r.status = 'CONFIRMED' and r.kind = 'SERVICE' and r.credited_minutes + r.granted_minutes > 0
         and r.served_on between $1::date and $2::date`,
      [from, to],
    );
    return row ?? { serviceCount: 0, serviceMinutes: 0 };
  }

  /** A volunteer's own records, latest service first, limit + 1 rows. */
  async ofVolunteer(
    volunteerId: string,
    after: readonly (string | number)[] | null,
    limit: number,
  ): Promise<readonly ServiceRecord[]> {
    const [afterStart, afterId] = after ?? [null, null];
    return this.query<ServiceRecord>(
      `select ${recordColumns} from service_record r
       where r.volunteer_id = $1 and ($2::timestamptz is null or (r.starts_at, r.id) < ($2::timestamptz, $3::uuid))
       order by r.starts_at desc, r.id desc limit $4`,
      [volunteerId, afterStart, afterId, limit + 1],
    );
  }

  /** A volunteer's records that count or may come to count, and touch a span of time. */
  async liveOf(tx: Transaction, volunteerId: string, from: Date, until: Date): Promise<readonly ServiceRecord[]> {
    return tx.query<ServiceRecord>(
      `select ${recordColumns} from service_record r
       where r.volunteer_id = $1 and r.status not in ('REJECTED', 'REVERSED') and r.starts_at < $3 and r.ends_at > $2
       order by r.starts_at, r.shift_id`,
      [volunteerId, from, until],
    );
  }

  async byId(id: string): Promise<ServiceRecord | null> {
    const [record] = await this.byIds([id]);
    return record ?? null;
  }

  /** Those of these records that there are. */
  async byIds(ids: readonly string[], tx?: Transaction): Promise<readonly ServiceRecord[]> {
    if (ids.length === 0) return [];
    const sql = `select ${recordColumns} from service_record r where r.id = any ($1::uuid[])`;
    return this.query<ServiceRecord>(sql, [ids], tx);
  }

  private async query<Row>(sql: string, parameters: readonly unknown[], tx?: Transaction): Promise<Row[]> {
    return tx ? tx.query<Row>(sql, parameters) : this.unitOfWork.read<Row>(sql, parameters);
  }
}

/** Whether the place of a record (`d`) is below one of these paths. */
function isWithin(parameter: string): string {
  return `exists (select 1 from unnest(${parameter}::text[]) scope where starts_with(d.path, scope))`;
}

/** Only what is asked stands in the statement, so that each filter finds its index. */
function conditionsOf(question: RecordQuestion): { readonly conditions: string[]; readonly values: unknown[] } {
  const values: unknown[] = [question.scopes];
  const conditions = [isWithin('$1')];
  const where = (value: unknown, condition: (parameter: string) => string): void => {
    if (value === undefined) return;
    values.push(value);
    conditions.push(condition(`$${String(values.length)}`));
  };
  const [status, ...more] = question.statuses;
  if (more.length === 0) where(status, (one) => `r.status = ${one}`);
  else where(question.statuses, (all) => `r.status = any (${all}::text[])`);
  where(question.divisionPath, (path) => `starts_with(d.path, ${path})`);
  where(question.volunteerId, (id) => `r.volunteer_id = ${id}::uuid`);
  where(question.shiftId, (id) => `r.shift_id = ${id}::uuid`);
  where(question.activityId, (id) => `r.activity_id = ${id}::uuid`);
  where(question.from, (day) => `r.starts_at >= ${day}::date::timestamp at time zone 'Asia/Shanghai'`);
  where(question.until, (day) => `r.starts_at < (${day}::date + 1)::timestamp at time zone 'Asia/Shanghai'`);
  where(question.grade, (grade) => `r.grade = ${grade}`);
  where(question.flag, (flag) => `cardinality(r.flags) > 0 and ${flag} = any (r.flags)`);
  return { conditions, values };
}
