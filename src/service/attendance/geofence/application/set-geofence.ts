import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../../platform/data/database/commands';
import { requireScope } from '../../../../platform/security/identity/access';
import { actorIdOf } from '../../../../platform/foundation/actor/actor';
import { ActivityDirectory } from '../../../activities';
import { attendanceErrors } from '../../errors';
import { GeofenceRepository } from '../persistence/geofence.repository';

export interface SetGeofenceCommand {
  readonly activityId: string;
  /** null takes the fence away. */
  readonly radiusMeters: number | null;
}

/** Says how far from its place people of an activity may be; off unless somebody switches it on. */
@Injectable()
export class SetGeofence {
  constructor(
    private readonly commands: Commands,
    private readonly activities: ActivityDirectory,
    private readonly geofences: GeofenceRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws ACTIVITY_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, GEOFENCE_WITHOUT_PLACE */
  async execute(context: CommandContext, command: SetGeofenceCommand): Promise<SetGeofenceCommand> {
    return this.commands.run(context, 'attendance.set-geofence', command, async (tx) => {
      const activity = await this.activities.byId(command.activityId, tx);
      requireScope(context.actor, 'activity.manage', activity.divisionPath);
      if (command.radiusMeters !== null && activity.longitude === null) {
        throw attendanceErrors.refuse('GEOFENCE_WITHOUT_PLACE');
      }
      const by = { setBy: actorIdOf(context.actor), setAt: this.clock.now() };
      await this.geofences.set(tx, activity.id, command.radiusMeters, by);
      return { activityId: activity.id, radiusMeters: command.radiusMeters };
    });
  }
}
