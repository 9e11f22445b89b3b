import { Injectable } from '@nestjs/common';
import { requireTeamScope } from '../../../platform/identity/access';
import { type Actor, actorIdOf } from '../../../platform/identity/actor';
import { ShiftDirectory } from '../../activities';
import { requireHeld } from './require-held';
import { type OfflineAnswer, type OfflineLine, TakeOfflinePunches } from './take-offline-punches';

export interface OfflineRollCallCommand {
  readonly shiftId: string;
  readonly deviceSentAt: string;
  readonly deviceId?: string;
  readonly lines: readonly OfflineLine[];
}

/** The leader called the roll without a network and sends it now. */
@Injectable()
export class RunOfflineRollCall {
  constructor(
    private readonly shifts: ShiftDirectory,
    private readonly offline: TakeOfflinePunches,
  ) {}

  /** @throws SHIFT_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, SHIFT_NOT_PUBLISHED, PUNCH_SHIFT_CANCELLED */
  async execute(actor: Actor, command: OfflineRollCallCommand): Promise<readonly OfflineAnswer[]> {
    const shift = await this.shifts.byId(command.shiftId);
    requireTeamScope(actor, 'attendance.run', shift);
    requireHeld(shift);
    return this.offline.execute({
      ...command,
      method: 'ROLL_CALL',
      recordedBy: actorIdOf(actor),
      senderVolunteerId: actor.kind === 'USER' ? actor.volunteerId : null,
    });
  }
}
