import { Injectable } from '@nestjs/common';
import { requireVolunteer } from '../../../../platform/security/identity/access';
import { type Actor, actorIdOf } from '../../../../platform/foundation/actor/actor';
import type { PunchDirection } from '../domain/rotating-code';
import { PunchDesk } from './punch-desk';
import type { PunchReceipt } from './punch-receipt';

export interface RecordPunchCommand {
  readonly punchId: string;
  readonly shiftId: string;
  readonly direction: PunchDirection;
  readonly code: string;
  readonly deviceSentAt?: string;
  readonly deviceId?: string;
}

/** A volunteer checks in or out with the rotating code that is shown on the spot. */
@Injectable()
export class RecordPunch {
  constructor(private readonly desk: PunchDesk) {}

  /** @throws VOLUNTEER_ACCOUNT_REQUIRED and the refusals of PunchDesk.take */
  async execute(actor: Actor, command: RecordPunchCommand): Promise<PunchReceipt> {
    return this.desk.take({
      ...command,
      volunteerId: requireVolunteer(actor),
      method: 'CODE',
      code: command.code.trim(),
      deviceSentAt: command.deviceSentAt ?? null,
      reason: null,
      recordedBy: actorIdOf(actor),
    });
  }
}
