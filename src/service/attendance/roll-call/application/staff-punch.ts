import { Injectable } from '@nestjs/common';
import { requireScope } from '../../../../platform/security/identity/access';
import { type Actor, actorIdOf } from '../../../../platform/foundation/actor/actor';
import { ShiftDirectory } from '../../../activities';
import { VolunteerDirectory } from '../../../../people/volunteers';
import { PunchDesk, type PunchDirection, type PunchReceipt } from '../../punching';
import { attendanceErrors } from '../../errors';
import { TellCalled } from './tell-called';

export interface StaffPunchCommand {
  readonly punchId: string;
  readonly shiftId: string;
  readonly volunteerId: string;
  readonly direction: PunchDirection;
  /** Why the person did not punch. */
  readonly reason: string;
}

/** Staff on the spot punch for somebody whose phone does not work; the reason is kept with the punch. */
@Injectable()
export class StaffPunch {
  constructor(
    private readonly desk: PunchDesk,
    private readonly shifts: ShiftDirectory,
    private readonly volunteers: VolunteerDirectory,
    private readonly tellCalled: TellCalled,
  ) {}

  /** @throws SHIFT_UNKNOWN, SCOPE_FOREIGN, ROLL_CALL_SELF, VOLUNTEER_UNKNOWN and the refusals of PunchDesk.take */
  async execute(actor: Actor, command: StaffPunchCommand): Promise<PunchReceipt> {
    const shift = await this.shifts.byId(command.shiftId);
    requireScope(actor, 'attendance.staff', shift.divisionPath);
    if (actor.kind === 'USER' && actor.volunteerId === command.volunteerId) {
      throw attendanceErrors.refuse('ROLL_CALL_SELF');
    }
    await this.volunteers.activeById(command.volunteerId);
    const receipt = await this.desk.take({
      ...command,
      method: 'STAFF',
      code: null,
      deviceSentAt: null,
      recordedBy: actorIdOf(actor),
    });
    await this.tellCalled.execute(shift, [command.volunteerId]);
    return receipt;
  }
}
