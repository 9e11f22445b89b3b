import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { type CommandContext, Commands } from '../../../platform/database/commands';
import { requireTeamScope } from '../../../platform/identity/access';
import { activityErrors } from '../errors';
import { ActivityDirectory, type ActivityView } from '../persistence/activity-directory';
import { ActivityRepository } from '../persistence/activity.repository';

export interface PublishActivityCommand {
  readonly activityId: string;
}

/** Opens a draft to everybody: from now on people can sign up. */
@Injectable()
export class PublishActivity {
  constructor(
    private readonly commands: Commands,
    private readonly activities: ActivityRepository,
    private readonly directory: ActivityDirectory,
    private readonly clock: Clock,
  ) {}

  /** @throws ACTIVITY_UNKNOWN, ACTIVITY_NOT_DRAFT, ACTIVITY_NO_SHIFT, PERMISSION_MISSING, SCOPE_FOREIGN */
  async execute(context: CommandContext, command: PublishActivityCommand): Promise<ActivityView> {
    return this.commands.run(context, 'activities.publish', command, async (tx) => {
      const activity = await this.activities.lock(tx, command.activityId);
      requireTeamScope(context.actor, 'activity.manage', await this.directory.scopeOf(activity.id, tx));
      if (activity.status !== 'DRAFT') throw activityErrors.refuse('ACTIVITY_NOT_DRAFT');
      const now = this.clock.now();
      const shifts = await this.activities.lockShifts(tx, activity.id);
      if (!shifts.some((shift) => shift.status === 'SCHEDULED' && shift.endsAt > now)) {
        throw activityErrors.refuse('ACTIVITY_NO_SHIFT');
      }
      await this.activities.publish(tx, activity.id, now);
      return this.directory.byId(activity.id, tx);
    });
  }
}
