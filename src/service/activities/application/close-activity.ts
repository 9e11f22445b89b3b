import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { requireTeamScope } from '../../../platform/security/identity/access';
import { activityErrors } from '../errors';
import { ActivityDirectory, type ActivityView } from '../persistence/activity-directory';
import { ActivityRepository } from '../persistence/activity.repository';

export interface CloseActivityCommand {
  readonly activityId: string;
}

/** Ends an activity for good, once every shift of it is closed or cancelled. */
@Injectable()
export class CloseActivity {
  constructor(
    private readonly commands: Commands,
    private readonly activities: ActivityRepository,
    private readonly directory: ActivityDirectory,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws ACTIVITY_UNKNOWN, ACTIVITY_NOT_PUBLISHED, ACTIVITY_CANCELLED, ACTIVITY_CLOSED, ACTIVITY_HAS_OPEN_SHIFTS,
   *   PERMISSION_MISSING, SCOPE_FOREIGN
   */
  async execute(context: CommandContext, command: CloseActivityCommand): Promise<ActivityView> {
    return this.commands.run(context, 'activities.close', command, async (tx) => {
      const activity = await this.activities.lock(tx, command.activityId);
      requireTeamScope(context.actor, 'activity.manage', await this.directory.scopeOf(activity.id, tx));
      if (activity.status === 'DRAFT') throw activityErrors.refuse('ACTIVITY_NOT_PUBLISHED');
      if (activity.status === 'CANCELLED') throw activityErrors.refuse('ACTIVITY_CANCELLED');
      if (activity.status === 'CLOSED') throw activityErrors.refuse('ACTIVITY_CLOSED');
      const shifts = await this.activities.lockShifts(tx, activity.id);
      if (shifts.some(({ status }) => status === 'SCHEDULED')) throw activityErrors.refuse('ACTIVITY_HAS_OPEN_SHIFTS');
      await this.activities.close(tx, activity.id, this.clock.now());
      return this.directory.byId(activity.id, tx);
    });
  }
}
