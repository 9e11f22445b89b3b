import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../platform/delivery/http/paging';
import type { LocalDay } from '../../../kernel/local-day';
import { deputyIdsOf } from '../../../people/teams';
import type { ActivityCategory, ActivityKind, ShiftStatus } from '../domain/activity-kinds';
import { categoryNameSql } from './category-name';

/** Which shifts are asked for. Both instants are those of the start: `from` included, `until` not. */
export interface ShiftQuestion extends PageQuery {
  readonly from: Date;
  readonly until: Date;
  readonly divisionPath: string;
  readonly teamId?: string;
  readonly category?: ActivityCategory;
  readonly status?: ShiftStatus;
}

/** Whose shifts: inside scopes, or of teams that this person leads or looks after. */
export interface ShiftKeeper {
  readonly scopes: readonly string[];
  readonly volunteerId: string | null;
}

export interface ListedShift {
  readonly id: string;
  readonly activityId: string;
  readonly title: string;
  readonly kind: ActivityKind;
  readonly category: ActivityCategory;
  readonly categoryName: string;
  readonly placeName: string;
  readonly teamId: string;
  readonly teamName: string;
  readonly divisionId: string;
  readonly divisionName: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly status: ShiftStatus;
  readonly capacity: number;
  readonly signedUpCount: number;
  readonly waitingCount: number;
}

/** For those who hold it. */
export interface KeptShift extends ListedShift {
  readonly presentCount: number;
  readonly leftCount: number;
  /** Signed up or not: who came. */
  readonly cameCount: number;
}

export interface DayCount {
  readonly day: LocalDay;
  readonly shiftCount: number;
  readonly freeSeats: number;
}

type Row = Omit<KeptShift, 'startsAt' | 'endsAt'> & { readonly startsAt: Date; readonly endsAt: Date };

const SEATS = `cross join lateral (select coalesce(sum(sp.capacity), 0)::int as capacity,
  coalesce(sum(sp.taken), 0)::int as taken from shift_position sp where sp.shift_id = s.id) seats`;
const WAITING = `cross join lateral (select count(*)::int as waiting from signup u
  where u.shift_id = s.id and u.status = 'WAITLISTED') queue`;
const CAME = `cross join lateral (select count(*) filter (where h.state = 'IN')::int as here,
  count(*) filter (where h.state = 'OUT')::int as gone from attendance h where h.shift_id = s.id) came`;
const COLUMNS = `s.id, a.id as "activityId", a.title, a.kind, a.category,
  ${categoryNameSql} as "categoryName", a.place_name as "placeName", t.id as "teamId",
  t.name as "teamName", d.id as "divisionId", d.name as "divisionName", s.starts_at as "startsAt",
  coalesce(s.extended_to, s.ends_at) as "endsAt", s.status, seats.capacity, seats.taken as "signedUpCount",
  queue.waiting as "waitingCount"`;
const TABLES = `shift s join activity a on a.id = s.activity_id join team t on t.id = a.team_id
  join division d on d.id = a.division_id`;
const WANTED = `s.status <> 'CANCELLED' and ($6::text is null or s.status = $6) and a.status in ('PUBLISHED', 'CLOSED') and s.starts_at >= $1 and s.starts_at < $2
  and starts_with(d.path, $3) and ($4::uuid is null or a.team_id = $4) and ($5::text is null or a.category = $5)`;

/** Lists shifts by when they begin, with their counts, one statement each. */
@Injectable()
export class ShiftListing {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Of published activities, for everybody. @throws CURSOR_INVALID */
  async published(question: ShiftQuestion): Promise<Page<ListedShift>> {
    const [afterStart, afterId] = decodeCursor(question, 2) ?? [null, null];
    const limit = limitOf(question);
    const rows = await this.unitOfWork.read<Row>(
      `select ${COLUMNS} from ${TABLES} ${SEATS} ${WAITING}
       where ${WANTED} and ($7::timestamptz is null or (s.starts_at, s.id) > ($7::timestamptz, $8::uuid))
       order by s.starts_at, s.id limit $9`,
      [...wantedOf(question), afterStart, afterId, limit + 1],
    );
    return pageOf(rows, limit, keyOf, listedOf);
  }

  /** With who came. @throws CURSOR_INVALID */
  async kept(keeper: ShiftKeeper, question: ShiftQuestion): Promise<Page<KeptShift>> {
    const [afterStart, afterId] = decodeCursor(question, 2) ?? [null, null];
    const limit = limitOf(question);
    const rows = await this.unitOfWork.read<Row>(
      `select ${COLUMNS}, came.here as "presentCount", came.gone as "leftCount", came.here + came.gone as "cameCount"
       from ${TABLES} ${SEATS} ${WAITING} ${CAME}
       where ${WANTED} and ($7::timestamptz is null or (s.starts_at, s.id) > ($7::timestamptz, $8::uuid))
         and (exists (select 1 from unnest($9::text[]) scope where starts_with(d.path, scope))
           or t.leader_volunteer_id = $10::uuid or $10::uuid = any (${deputyIdsOf('t')}))
       order by s.starts_at, s.id limit $11`,
      [...wantedOf(question), afterStart, afterId, keeper.scopes, keeper.volunteerId, limit + 1],
    );
    return pageOf(rows, limit, keyOf, keptOf);
  }

  /** How many shifts each local day has; days without one are left out. */
  async days(question: ShiftQuestion): Promise<readonly DayCount[]> {
    return this.unitOfWork.read<DayCount>(
      `select (s.starts_at at time zone 'Asia/Shanghai')::date::text as day, count(*)::int as "shiftCount",
         coalesce(sum(seats.capacity - seats.taken) filter (where s.status = 'SCHEDULED'), 0)::int as "freeSeats"
       from ${TABLES} ${SEATS} where ${WANTED} group by 1 order by 1`,
      [...wantedOf(question)],
    );
  }
}

function wantedOf({ from, until, divisionPath, teamId, category, status }: ShiftQuestion): readonly unknown[] {
  return [from, until, divisionPath, teamId ?? null, category ?? null, status ?? null];
}

function keyOf(row: Row): readonly string[] {
  return [row.startsAt.toISOString(), row.id];
}

function listedOf(row: Row): ListedShift {
  const { id, activityId, title, kind, category, placeName, teamId, teamName, divisionId, divisionName, status } = row;
  return {
    ...{ id, activityId, title, kind, category, placeName, teamId, teamName, divisionId, divisionName, status },
    ...{ capacity: row.capacity, signedUpCount: row.signedUpCount, waitingCount: row.waitingCount },
    categoryName: row.categoryName,
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
  };
}

function keptOf(row: Row): KeptShift {
  const { presentCount, leftCount, cameCount } = row;
  return { ...listedOf(row), presentCount, leftCount, cameCount };
}
