import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { requireTeamScope } from '../../../platform/security/identity/access';
import { activityErrors } from '../errors';
import { ActivityDirectory, type ActivityView } from '../persistence/activity-directory';
import { ActivityRepository } from '../persistence/activity.repository';
import { ShiftRepository } from '../persistence/shift.repository';
import { TellSignedUp } from './tell-signed-up';

export interface CancelActivityCommand {
  readonly activityId: string;
  /** Shown to those who had signed up. */
  readonly reason: string;
}

/** Calls an activity off: its shifts that have not begun and every sign-up for them are cancelled with it, and people told once. */
@Injectable()
export class CancelActivity {
  constructor(
    private readonly commands: Commands,
    private readonly activities: ActivityRepository,
    private readonly shifts: ShiftRepository,
    private readonly telling: TellSignedUp,
    private readonly directory: ActivityDirectory,
    private readonly clock: Clock,
  ) {}

  /**
   * A shift that has begun may hold punches, which stay facts: it has to be closed first, and then its minutes count.
   *
   * @throws ACTIVITY_UNKNOWN, ACTIVITY_CANCELLED, ACTIVITY_CLOSED, SHIFT_STARTED, PERMISSION_MISSING, SCOPE_FOREIGN
   */
  async execute(context: CommandContext, command: CancelActivityCommand): Promise<ActivityView> {
    return this.commands.run(context, 'activities.cancel', command, async (tx) => {
      const activity = await this.activities.lock(tx, command.activityId);
      requireTeamScope(context.actor, 'activity.manage', await this.directory.scopeOf(activity.id, tx));
      if (activity.status === 'CANCELLED') throw activityErrors.refuse('ACTIVITY_CANCELLED');
      if (activity.status === 'CLOSED') throw activityErrors.refuse('ACTIVITY_CLOSED');
      const now = this.clock.now();
      const open = (await this.activities.lockShifts(tx, activity.id)).filter(({ status }) => status === 'SCHEDULED');
      if (activity.status === 'PUBLISHED' && open.some(({ startsAt }) => startsAt <= now)) {
        throw activityErrors.refuse('SHIFT_STARTED');
      }
      const ids = open.map(({ id }) => id);
      const { title } = activity;
      await this.telling.cancelled(tx, ids, { subjectKey: activity.id, title, reason: command.reason });
      await this.shifts.cancelAll(tx, ids, command.reason, now);
      await this.activities.cancel(tx, activity.id, command.reason);
      return this.directory.byId(activity.id, tx);
    });
  }
}
