import { Injectable } from '@nestjs/common';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { requireTeamScope } from '../../../platform/security/identity/access';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { isServicePosition } from '../domain/position-service';
import { beganTooLongAgo } from '../domain/shift-plan';
import { activityErrors } from '../errors';
import { ActivityDirectory, type ActivityScope, type ActivityView } from '../persistence/activity-directory';
import type { ActivityRow } from '../persistence/activity.row';
import { ActivityRepository } from '../persistence/activity.repository';
import { PlanningRules } from './planning-rules';
import { PositionMeaning } from './position-meaning';

export interface PublishActivityCommand {
  readonly activityId: string;
}

/**
 * Opens a draft to everybody: from now on people can sign up. Its shifts are on the plan from here on, so a draft in which
 * a shift began while nobody knew of it is refused like a shift that is made afterwards. What its positions mean for minutes
 * is fixed here: people sign up for what is promised, and what a category means later changes nothing of it.
 */
@Injectable()
export class PublishActivity {
  constructor(
    private readonly commands: Commands,
    private readonly activities: ActivityRepository,
    private readonly directory: ActivityDirectory,
    private readonly planning: PlanningRules,
    private readonly meaning: PositionMeaning,
  ) {}

  /**
   * @throws ACTIVITY_UNKNOWN, ACTIVITY_NOT_DRAFT, ACTIVITY_NO_SHIFT, DRAFT_SHIFT_BEGAN, PERMISSION_MISSING, SCOPE_FOREIGN,
   *   ACTIVITY_CATEGORY_UNKNOWN, ACTIVITY_KIND_MISMATCH; of helpers at what is no service DECISION_SAME_PERSON, DECISION_OWN,
   *   DECISION_OWN_HOUSEHOLD, DECISION_OWN_LEADER
   */
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
      await this.fixService(tx, context.actor, activity, scope);
      await this.activities.publish(tx, activity.id, now);
      return this.directory.byId(activity.id, tx);
    });
  }

  private async fixService(
    tx: Transaction,
    actor: Actor,
    activity: ActivityRow,
    { divisionPath: path, leaderIds }: ActivityScope,
  ): Promise<void> {
    const positions = await this.activities.positionsOf(tx, activity.id);
    const { kind, category: code, divisionId } = activity;
    const category = await this.meaning.categoryOf(tx, { kind, category: code, positions }, { id: divisionId, path });
    await this.meaning.requireSecond(tx, actor, { activity, category, positions, divisionPath: path, leaderIds });
    await this.activities.fixService(tx, activity.id, {
      categoryId: category.id,
      positions: positions.map((position) => ({
        id: position.id,
        isService: isServicePosition(kind, category, position),
      })),
    });
  }
}
