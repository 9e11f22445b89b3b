import { Injectable } from '@nestjs/common';
import { requireTeamScope } from '../../../../platform/security/identity/access';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { ActivityDirectory } from '../../../activities';
import { GeofenceRepository } from '../persistence/geofence.repository';

export interface ShownGeofence {
  readonly activityId: string;
  /** null where there is none. */
  readonly radiusMeters: number | null;
}

/** Says to whoever manages an activity whether it has a fence, and how wide. */
@Injectable()
export class ShowGeofence {
  constructor(
    private readonly activities: ActivityDirectory,
    private readonly geofences: GeofenceRepository,
  ) {}

  /** @throws ACTIVITY_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN */
  async execute(actor: Actor, activityId: string): Promise<ShownGeofence> {
    requireTeamScope(actor, 'activity.manage', await this.activities.scopeOf(activityId));
    return { activityId, radiusMeters: await this.geofences.radiusOf(activityId) };
  }
}
