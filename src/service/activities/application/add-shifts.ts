import { Injectable } from '@nestjs/common';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { requireTeamScope } from '../../../platform/security/identity/access';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import { activityErrors } from '../errors';
import { ActivityDirectory, type ActivityView } from '../persistence/activity-directory';
import { ActivityRepository } from '../persistence/activity.repository';
import { ShiftRepository } from '../persistence/shift.repository';
import { PlanningRules } from './planning-rules';
import { PositionMeaning } from './position-meaning';
import { newShiftsOf, type ShiftCommand } from './shift-requests';

export interface AddShiftsCommand {
  readonly activityId: string;
  readonly shifts: readonly ShiftCommand[];
}

/** Goes on with an activity: more shifts, single or weekly, with the seats of its latest shift unless they say otherwise. */
@Injectable()
export class AddShifts {
  constructor(
    private readonly commands: Commands,
    private readonly activities: ActivityRepository,
    private readonly shifts: ShiftRepository,
    private readonly directory: ActivityDirectory,
    private readonly ids: IdSource,
    private readonly planning: PlanningRules,
    private readonly meaning: PositionMeaning,
  ) {}

  /**
   * @throws ACTIVITY_UNKNOWN, ACTIVITY_CANCELLED, ACTIVITY_CLOSED, PERMISSION_MISSING, SCOPE_FOREIGN,
   *   ACTIVITY_CATEGORY_MOVED, HELPER_SEATS_GROWN, and what `newShiftsOf` throws
   */
  async execute(context: CommandContext, command: AddShiftsCommand): Promise<ActivityView> {
    return this.commands.run(context, 'activities.add-shifts', command, async (tx) => {
      const activity = await this.activities.lock(tx, command.activityId);
      const scope = await this.directory.scopeOf(activity.id, tx);
      requireTeamScope(context.actor, 'activity.manage', scope);
      if (activity.status === 'CANCELLED') throw activityErrors.refuse('ACTIVITY_CANCELLED');
      if (activity.status === 'CLOSED') throw activityErrors.refuse('ACTIVITY_CLOSED');
      const view = await this.directory.byId(activity.id, tx);
      const says = await this.activities.positionsOf(tx, activity.id);
      await this.meaning.requireStillSo(tx, activity, {
        ...{ positions: says, path: scope.divisionPath, shifts: command.shifts },
      });
      const latest = new Map(view.shifts.at(-1)?.seats.map((seat) => [seat.positionId, seat.capacity]));
      const positions = view.positions.map(({ id, name }) => ({ id, name, capacity: latest.get(id) ?? 1 }));
      const existing = view.shifts.length;
      const moment = await this.planning.now(scope.divisionPath, tx);
      const shifts = newShiftsOf(command.shifts, { positions, existing, ...moment, ids: this.ids });
      await this.shifts.insertAll(tx, activity.id, shifts, new Date(moment.nowMs));
      return this.directory.byId(activity.id, tx);
    });
  }
}
