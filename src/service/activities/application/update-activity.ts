import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../platform/data/audit/audit-log';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { httpErrors } from '../../../platform/delivery/http/http-errors';
import { requireTeamScope } from '../../../platform/security/identity/access';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { activityErrors } from '../errors';
import { ActivityDirectory, type ActivityView } from '../persistence/activity-directory';
import { type ActivityEdit, edited } from '../persistence/activity-fields';
import { ActivityRepository } from '../persistence/activity.repository';
import { TellSignedUp } from './tell-signed-up';

export interface UpdateActivityCommand extends Partial<ActivityEdit> {
  readonly id: string;
  readonly expectedVersion: number;
}

/**
 * Changes the words about an activity. What people sign up for and are credited by (kind, category, risk, times,
 * check-in) stays as it was published; ShiftDirectory.planOf relies on it. Whoever has signed up is told of another place.
 */
@Injectable()
export class UpdateActivity {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly activities: ActivityRepository,
    private readonly directory: ActivityDirectory,
    private readonly audit: AuditLog,
    private readonly telling: TellSignedUp,
  ) {}

  /**
   * @throws ACTIVITY_UNKNOWN, ACTIVITY_CANCELLED, ACTIVITY_CLOSED, VERSION_OUTDATED, PERMISSION_MISSING, SCOPE_FOREIGN
   */
  async execute(actor: Actor, command: UpdateActivityCommand): Promise<ActivityView> {
    return this.unitOfWork.run(async (tx) => {
      const activity = await this.activities.lock(tx, command.id);
      requireTeamScope(actor, 'activity.manage', await this.directory.scopeOf(activity.id, tx));
      if (activity.status === 'CANCELLED') throw activityErrors.refuse('ACTIVITY_CANCELLED');
      if (activity.status === 'CLOSED') throw activityErrors.refuse('ACTIVITY_CLOSED');
      const edit = edited(activity, command);
      const isSaved = await this.activities.edit(tx, activity.id, command.expectedVersion, edit);
      if (!isSaved) throw httpErrors.refuse('VERSION_OUTDATED', { field: 'If-Match' });
      await this.audit.record(tx, actor, {
        action: 'activities.update',
        subjectKind: 'activity',
        subjectId: activity.id,
      });
      const after = await this.directory.byId(activity.id, tx);
      if (after.placeName !== activity.placeName) {
        await this.telling.moved(tx, activity.id, {
          ...{ subjectKey: `${activity.id}.${String(after.version)}`, title: after.title },
          ...{ place: after.placeName, before: activity.placeName },
        });
      }
      return after;
    });
  }
}
