import { Injectable } from '@nestjs/common';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { requireTeamScope } from '../../../platform/security/identity/access';
import { beganTooLongAgo } from '../domain/shift-plan';
import { activityErrors } from '../errors';
import { ActivityDirectory, type ActivityView } from '../persistence/activity-directory';
import { ActivityRepository } from '../persistence/activity.repository';
import { PlanningRules } from './planning-rules';

export interface PublishActivityCommand {
  readonly activityId: string;
}

/**
 * Opens a draft to everybody: from now on people can sign up. Its shifts are on the plan from here on, so a draft in which
 * a shift began while nobody knew of it is refused like a shift that is made afterwards.
 */
@Injectable()
export class PublishActivity {
  constructor(
    private readonly commands: Commands,
    private readonly activities: ActivityRepository,
    private readonly directory: ActivityDirectory,
    private readonly planning: PlanningRules,
  ) {}

  /** @throws ACTIVITY_UNKNOWN, ACTIVITY_NOT_DRAFT, ACTIVITY_NO_SHIFT, DRAFT_SHIFT_BEGAN, PERMISSION_MISSING, SCOPE_FOREIGN */
  async execute(context: CommandContext, command: PublishActivityCommand): Promise<ActivityView> {
    return this.commands.run(context, 'activities.publish', command, async (tx) => {
      const activity = await this.activities.lock(tx, command.activityId);
      const scope = await this.directory.scopeOf(activity.id, tx);
      requireTeamScope(context.actor, 'activity.manage', scope);
      if (activity.status !== 'DRAFT') throw activityErrors.refuse('ACTIVITY_NOT_DRAFT');
      const moment = await this.planning.now(scope.divisionPath, tx);
      const now = new Date(moment.nowMs);
      const shifts = await this.activities.lockShifts(tx, activity.id);
      if (!shifts.some((shift) => shift.status === 'SCHEDULED' && shift.endsAt > now)) {
        throw activityErrors.refuse('ACTIVITY_NO_SHIFT');
      }
      if (
        shifts.some(({ status, startsAt }) => status === 'SCHEDULED' && beganTooLongAgo(startsAt.getTime(), moment))
      ) {
        throw activityErrors.refuse('DRAFT_SHIFT_BEGAN');
      }
      await this.activities.publish(tx, activity.id, now);
      return this.directory.byId(activity.id, tx);
    });
  }
}
