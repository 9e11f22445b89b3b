import { Injectable } from '@nestjs/common';
import type { LocalDay } from '../../../../kernel/local-day';
import { UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import { belowScopes } from '../../../../platform/security/waiting';

export interface UnfinishedRecord {
  readonly recordId: string;
  readonly volunteerId: string;
  readonly shiftId: string;
  readonly activityTitle: string;
  readonly divisionId: string;
  readonly divisionName: string;
  readonly status: string;
  readonly servedOn: string;
  /** Local day of the end: the clock runs from here. */
  readonly endedOn: LocalDay;
  readonly hasOpenObjection: boolean;
}

export interface UnfinishedShift {
  readonly shiftId: string;
  readonly activityTitle: string;
  readonly leaderVolunteerId: string;
  readonly endedOn: LocalDay;
  readonly count: number;
}

const endedOn = `(r.ends_at at time zone 'Asia/Shanghai')::date`;
const isOpen = `r.status in ('COMPUTED', 'UNDER_REVIEW', 'PUBLICITY')`;

/** `where` condition on records `r` of places `d`: below the scopes `$1`, not complete, of activities that ended until a day. */
export function unfinishedUntil(day: string): string {
  return `${isOpen} and r.served_on <= ${day}::date and ${endedOn} <= ${day}::date and ${belowScopes('d.path')}`;
}

/** Reads records that are not complete yet. */
@Injectable()
export class UnfinishedRecords {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Records of activities that ended on or before a day, the oldest first, limit + 1 rows. */
  async page(question: {
    readonly scopes: readonly string[];
    readonly endedUntil: LocalDay;
    readonly after: readonly (string | number)[] | null;
    readonly limit: number;
  }): Promise<readonly UnfinishedRecord[]> {
    const [afterDay, afterId] = question.after ?? [null, null];
    return this.unitOfWork.read<UnfinishedRecord>(
      `select r.id as "recordId", r.volunteer_id as "volunteerId", r.shift_id as "shiftId",
         r.activity_title as "activityTitle", r.division_id as "divisionId", d.name as "divisionName", r.status,
         r.served_on::text as "servedOn", ${endedOn}::text as "endedOn", exists (
           select 1 from record_objection o where o.record_id = r.id and o.status = 'OPEN') as "hasOpenObjection"
       from service_record r join division d on d.id = r.division_id
       where ${unfinishedUntil('$2')}
         and ($3::date is null or (r.served_on, r.id) > ($3::date, $4::uuid))
       order by r.served_on, r.id limit $5`,
      [question.scopes, question.endedUntil, afterDay, afterId, question.limit + 1],
    );
  }

  /** The same by shift, for whoever leads the team: below a path, of activities that ended in [from, until]. */
  async byShift(path: string, from: LocalDay, until: LocalDay): Promise<readonly UnfinishedShift[]> {
    return this.unitOfWork.read<UnfinishedShift>(
      `select r.shift_id as "shiftId", max(r.activity_title) as "activityTitle",
         t.leader_volunteer_id as "leaderVolunteerId", max(${endedOn})::text as "endedOn", count(*)::int as count
       from service_record r join division d on d.id = r.division_id join team t on t.id = r.team_id
       where ${isOpen} and starts_with(d.path, $1) and r.served_on <= $3::date and ${endedOn} between $2::date and $3::date
         and t.leader_volunteer_id is not null
       group by r.shift_id, t.leader_volunteer_id order by 4, 1 limit 5000`,
      [path, from, until],
    );
  }

  async streetPaths(): Promise<readonly string[]> {
    const rows = await this.unitOfWork.read<{ path: string }>(
      `select path from division where kind = 'STREET' and status = 'ACTIVE' order by path`,
    );
    return rows.map(({ path }) => path);
  }
}
