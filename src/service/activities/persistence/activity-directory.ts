import { Injectable } from '@nestjs/common';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { deputyIdsOf } from '../../../people/teams';
import type { ActivityStatus, Duty, ShiftStatus } from '../domain/activity-kinds';
import { activityErrors } from '../errors';
import { type ActivityFields, selectFields } from './activity-fields';
import { categoryNameSql } from './category-name';

export interface PositionView {
  readonly id: string;
  readonly name: string;
  readonly duty: Duty;
  readonly description: string | null;
  /** Whether taking part in it is service; fixed when the activity is published. */
  readonly isService: boolean;
}

export interface SeatsView {
  readonly positionId: string;
  readonly capacity: number;
  readonly taken: number;
  readonly waiting: number;
}

export interface ActivityShiftView {
  readonly id: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly extendedTo: string | null;
  readonly breaks: readonly { readonly startsAt: string; readonly endsAt: string }[];
  readonly status: ShiftStatus;
  readonly cancelReason: string | null;
  readonly seats: readonly SeatsView[];
}

/** Whom an activity belongs to. */
export interface ActivityScope {
  readonly divisionPath: string;
  readonly leaderVolunteerId: string | null;
  /** The leader of the team and who stands in for the leader. */
  readonly leaderIds: readonly string[];
}

/** An activity with its positions and shifts, as plain JSON. */
export interface ActivityView extends ActivityFields {
  readonly id: string;
  readonly teamId: string;
  readonly teamName: string;
  readonly divisionId: string;
  readonly divisionPath: string;
  readonly categoryName: string;
  readonly status: ActivityStatus;
  readonly cancelReason: string | null;
  readonly version: number;
  readonly positions: readonly PositionView[];
  readonly shifts: readonly ActivityShiftView[];
}

type ActivityRecord = Omit<ActivityView, 'positions' | 'shifts'>;

interface ShiftRecord extends Omit<ActivityShiftView, 'startsAt' | 'endsAt' | 'extendedTo'> {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly extendedTo: Date | null;
}

const columns = `a.id, a.team_id as "teamId", t.name as "teamName",
  a.division_id as "divisionId", d.path as "divisionPath", ${selectFields('a')}, ${categoryNameSql} as "categoryName",
  a.status, a.cancel_reason as "cancelReason", a.version`;

/** Answers what an activity is. */
@Injectable()
export class ActivityDirectory {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Whom an activity belongs to, for the check of scope. @throws ACTIVITY_UNKNOWN */
  async scopeOf(id: string, tx?: Transaction): Promise<ActivityScope> {
    const [scope] = await this.query<ActivityScope>(
      `select d.path as "divisionPath", t.leader_volunteer_id as "leaderVolunteerId",
         array_remove(${deputyIdsOf('t')} || t.leader_volunteer_id, null) as "leaderIds" from activity a
         join team t on t.id = a.team_id join division d on d.id = a.division_id where a.id = $1`,
      [id],
      tx,
    );
    if (!scope) throw activityErrors.refuse('ACTIVITY_UNKNOWN', { field: 'activityId' });
    return scope;
  }

  /** The activity with positions and shifts. @throws ACTIVITY_UNKNOWN */
  async byId(id: string, tx?: Transaction): Promise<ActivityView> {
    const activity = await this.record(id, tx);
    const positions = await this.query<PositionView>(
      `select id, name, duty, description, is_service as "isService" from position where activity_id = $1
       order by duty, id`,
      [id],
      tx,
    );
    return {
      ...activity,
      positions,
      shifts: (await this.shiftsOf(id, tx)).map(jsonOf),
    };
  }

  /** A published, closed or cancelled activity; a draft is nobody's business yet. @throws ACTIVITY_UNKNOWN */
  async publicById(id: string): Promise<ActivityView> {
    const activity = await this.byId(id);
    if (activity.status === 'DRAFT') throw activityErrors.refuse('ACTIVITY_UNKNOWN', { field: 'activityId' });
    return activity;
  }

  private async record(id: string, tx?: Transaction): Promise<ActivityRecord> {
    const [activity] = await this.query<ActivityRecord>(
      `select ${columns} from activity a join team t on t.id = a.team_id join division d on d.id = a.division_id
       where a.id = $1`,
      [id],
      tx,
    );
    if (!activity) throw activityErrors.refuse('ACTIVITY_UNKNOWN', { field: 'activityId' });
    return activity;
  }

  private async shiftsOf(activityId: string, tx?: Transaction): Promise<ShiftRecord[]> {
    return this.query<ShiftRecord>(
      `select s.id, s.starts_at as "startsAt", s.ends_at as "endsAt", s.extended_to as "extendedTo", s.breaks, s.status,
         s.cancel_reason as "cancelReason", (
           select jsonb_agg(jsonb_build_object('positionId', sp.position_id, 'capacity', sp.capacity, 'taken', sp.taken,
             'waiting', (select count(*) from signup u where u.shift_id = sp.shift_id
               and u.position_id = sp.position_id and u.status = 'WAITLISTED')) order by sp.position_id)
           from shift_position sp where sp.shift_id = s.id) as seats
       from shift s where s.activity_id = $1 order by s.starts_at, s.id`,
      [activityId],
      tx,
    );
  }

  private async query<Row>(sql: string, parameters: readonly unknown[], tx?: Transaction): Promise<Row[]> {
    return tx ? tx.query<Row>(sql, parameters) : this.unitOfWork.read<Row>(sql, parameters);
  }
}

function jsonOf(shift: ShiftRecord): ActivityShiftView {
  return {
    ...shift,
    startsAt: shift.startsAt.toISOString(),
    endsAt: shift.endsAt.toISOString(),
    extendedTo: shift.extendedTo?.toISOString() ?? null,
  };
}
