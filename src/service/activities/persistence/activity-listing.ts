import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../platform/delivery/http/paging';
import { scopesOf, type Actor } from '../../../platform/foundation/actor/actor';
import type { ActivityCategory, ActivityKind, ActivityStatus } from '../domain/activity-kinds';
import { type ActivityField, type ActivityFields, pick, selectFields } from './activity-fields';
import { categoryNameSql } from './category-name';

/** What a list shows of the fields of an activity. */
export const listedFields = ['title', 'kind', 'category', 'placeName', 'riskLevel'] as const satisfies ActivityField[];

export interface ActivityListItem extends Pick<ActivityFields, (typeof listedFields)[number]> {
  readonly id: string;
  readonly categoryName: string;
  readonly teamName: string;
  readonly divisionName: string;
  readonly status: ActivityStatus;
  readonly nextShiftId: string | null;
  readonly nextStartsAt: string | null;
  /** Seats still free in the next shift, over all positions. */
  readonly nextFreeSeats: number | null;
}

export interface PublishedQuestion extends PageQuery {
  readonly divisionPath: string;
  readonly category?: ActivityCategory;
  readonly kind?: ActivityKind;
  /** Shifts that end after this instant; the first page fixes it for the pages behind. */
  readonly from: Date;
}

export interface ManagedQuestion extends PageQuery {
  readonly status?: ActivityStatus;
  readonly teamId?: string;
  readonly category?: ActivityCategory;
  /** Of the place and below; left out: everywhere the reader works. */
  readonly divisionPath?: string;
}

interface ListRecord extends Omit<ActivityListItem, 'nextStartsAt'> {
  readonly nextStartsAt: Date | null;
  readonly createdAt: Date;
}

const columns = `a.id, ${selectFields('a', listedFields)}, ${categoryNameSql} as "categoryName", t.name as "teamName",
  d.name as "divisionName", a.status, n.id as "nextShiftId", n.starts_at as "nextStartsAt",
  a.created_at as "createdAt", (select sum(sp.capacity - sp.taken)::int from shift_position sp where sp.shift_id = n.id)
    as "nextFreeSeats"`;

function joins(fromParameter: string): string {
  return `join team t on t.id = a.team_id join division d on d.id = a.division_id
    left join lateral (select s.id, s.starts_at from shift s where s.activity_id = a.id and s.status = 'SCHEDULED'
      and coalesce(s.extended_to, s.ends_at) > ${fromParameter} order by s.starts_at limit 1) n on true`;
}

/** Lists activities, one row each, by the shift that comes next. */
@Injectable()
export class ActivityListing {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Published activities with a coming shift inside a subtree of divisions, next start first. @throws CURSOR_INVALID */
  async published(question: PublishedQuestion): Promise<Page<ActivityListItem>> {
    const [from, afterStart, afterId] = decodeCursor(question, 3) ?? [question.from.toISOString(), null, null];
    const limit = limitOf(question);
    const rows = await this.unitOfWork.read<ListRecord>(
      `select ${columns} from activity a ${joins('$1::timestamptz')}
       where a.status = 'PUBLISHED' and n.id is not null and d.path like $2 || '%'
         and ($3::text is null or a.category = $3) and ($4::text is null or a.kind = $4)
         and ($5::timestamptz is null or (n.starts_at, a.id) > ($5::timestamptz, $6::uuid))
       order by n.starts_at, a.id limit $7`,
      [from, question.divisionPath, question.category ?? null, question.kind ?? null, afterStart, afterId, limit + 1],
    );
    const keyOf = (row: ListRecord) => [String(from), row.nextStartsAt?.toISOString() ?? '', row.id];
    return pageOf(rows, limit, keyOf, itemOf);
  }

  /** What the actor may manage, in every state, latest first: inside the scopes, or of a team the actor leads. */
  async managed(actor: Actor, question: ManagedQuestion, now: Date): Promise<Page<ActivityListItem>> {
    const [afterCreated, afterId] = decodeCursor(question, 2) ?? [null, null];
    const limit = limitOf(question);
    const volunteerId = actor.kind === 'USER' ? actor.volunteerId : null;
    const rows = await this.unitOfWork.read<ListRecord>(
      `select ${columns} from activity a ${joins('$1::timestamptz')}
       where (d.path like any (select scope || '%' from unnest($2::text[]) scope) or t.leader_volunteer_id = $3::uuid)
         and ($4::text is null or a.status = $4) and ($5::uuid is null or a.team_id = $5)
         and ($6::text is null or a.category = $6) and starts_with(d.path, $7)
         and ($8::timestamptz is null or (a.created_at, a.id) < ($8::timestamptz, $9::uuid))
       order by a.created_at desc, a.id desc limit $10`,
      [
        now,
        scopesOf(actor, 'activity.manage'),
        volunteerId,
        question.status ?? null,
        question.teamId ?? null,
        question.category ?? null,
        question.divisionPath ?? '/',
        afterCreated,
        afterId,
        limit + 1,
      ],
    );
    return pageOf(rows, limit, (row) => [row.createdAt.toISOString(), row.id], itemOf);
  }
}

function itemOf(row: ListRecord): ActivityListItem {
  const { id, categoryName, teamName, divisionName, status, nextShiftId, nextStartsAt, nextFreeSeats } = row;
  return {
    ...pick(row, listedFields),
    ...{ id, categoryName, teamName, divisionName, status, nextShiftId, nextFreeSeats },
    nextStartsAt: nextStartsAt?.toISOString() ?? null,
  };
}
