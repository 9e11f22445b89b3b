import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import type { CapLevel } from '../../records';

/** A row with what says who may decide about it. */
export interface CapRecord extends CapRow {
  readonly teamId: string;
  readonly shiftId: string;
  readonly recordedBy: readonly string[];
}

export interface CapRow {
  readonly recordId: string;
  readonly volunteerId: string;
  readonly activityTitle: string;
  readonly divisionId: string;
  readonly divisionName: string;
  readonly servedOn: string;
  readonly startsAt: Date;
  readonly grade: string;
  readonly creditedMinutes: number;
  readonly grantedMinutes: number;
  readonly pendingMinutes: number;
  readonly confirmedAt: Date;
}

export interface CapQuestion {
  readonly level: CapLevel;
  /** Only below these paths. */
  readonly scopes: readonly string[];
  readonly limit: number;
  /** (startsAt, id) of the last row before. */
  readonly after: readonly (string | number)[] | null;
}

/** Reads the queue of minutes above a cap. */
@Injectable()
export class CapQueue {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * What waits at a level, oldest service first, limit + 1 rows. The street's queue is for whoever holds the permission
   * over a whole street: a community's scope does not reach it.
   */
  async page({ level, scopes, limit, after }: CapQuestion): Promise<readonly CapRecord[]> {
    const column = level === 'STREET' ? 'pending_street_minutes' : 'pending_community_minutes';
    const [afterStart, afterId] = after ?? [null, null];
    return this.unitOfWork.read<CapRecord>(
      `select r.id as "recordId", r.volunteer_id as "volunteerId", r.activity_title as "activityTitle",
         r.division_id as "divisionId", d.name as "divisionName", r.served_on::text as "servedOn",
         r.starts_at as "startsAt", r.grade, r.credited_minutes as "creditedMinutes",
         r.granted_minutes as "grantedMinutes", r.${column} as "pendingMinutes", r.confirmed_at as "confirmedAt",
         r.team_id as "teamId", r.shift_id as "shiftId", r.recorded_by as "recordedBy"
       from service_record r join division d on d.id = r.division_id
       left join division s on s.kind = 'STREET' and starts_with(d.path, s.path)
       where r.status = 'CONFIRMED' and r.pending_community_minutes + r.pending_street_minutes > 0 and r.${column} > 0
         and exists (select 1 from unnest($1::text[]) scope
           where starts_with(case when $2 = 'STREET' then coalesce(s.path, d.path) else d.path end, scope))
         and ($3::timestamptz is null or (r.starts_at, r.id) > ($3::timestamptz, $4::uuid))
       order by r.starts_at, r.id limit $5`,
      [scopes, level, afterStart, afterId, limit + 1],
    );
  }
}
