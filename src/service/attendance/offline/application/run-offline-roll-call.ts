import { Injectable } from '@nestjs/common';
import { requireTeamScope } from '../../../../platform/security/identity/access';
import { type Actor, actorIdOf } from '../../../../platform/foundation/actor/actor';
import { ShiftDirectory } from '../../../activities';
import { requireHeld } from '../../punching';
import type { OfflineAnswer, OfflineLine } from './offline-batch';
import { TakeOfflinePunches } from './take-offline-punches';
import { TellCalled } from '../../roll-call';

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
    private readonly tellCalled: TellCalled,
  ) {}

  /** @throws SHIFT_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, SHIFT_NOT_PUBLISHED, PUNCH_SHIFT_CANCELLED */
  async execute(actor: Actor, command: OfflineRollCallCommand): Promise<readonly OfflineAnswer[]> {
    const shift = await this.shifts.byId(command.shiftId);
    requireTeamScope(actor, 'attendance.run', shift);
    requireHeld(shift);
    const answers = await this.offline.execute({
      ...command,
      method: 'ROLL_CALL',
      recordedBy: actorIdOf(actor),
      senderVolunteerId: actor.kind === 'USER' ? actor.volunteerId : null,
      hand: 'TEAM',
    });
    const called = answers.filter(({ status }) => status === 'RECORDED' || status === 'IN_REVIEW');
    await this.tellCalled.execute(
      shift,
      called.map(({ volunteerId }) => volunteerId),
    );
    return answers;
  }
}
