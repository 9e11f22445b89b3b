import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../../kernel/domain-error';
import { type Actor, actorIdOf } from '../../../../platform/foundation/actor/actor';
import { requireVolunteer } from '../../../../platform/security/identity/access';
import { ShiftDirectory } from '../../../activities';
import { attendanceErrors } from '../../errors';
import { type PunchDirection, requireHeld } from '../../punching';
import { lineRefusalOf } from '../../roll-call';
import type { OfflineAnswer, OfflineBatch, OfflineLine } from './offline-batch';
import { TakeOfflinePunches } from './take-offline-punches';

/** A punch that a person made without a network. */
export interface OwnLine {
  readonly punchId: string;
  readonly shiftId: string;
  readonly direction: PunchDirection;
  /** What stood on the screen: six digits, or the end of the link. */
  readonly code: string;
  /** By the clock of the phone, ISO 8601. */
  readonly happenedAt: string;
}

export interface OwnPunchesCommand {
  /** By the same clock, ISO 8601. */
  readonly deviceSentAt: string;
  readonly deviceId?: string;
  /** Who made them, as the phone remembers it: somebody else may have signed in on it since. */
  readonly volunteerId?: string;
  /** Of whatever shifts, in whatever order. */
  readonly lines: readonly OwnLine[];
}

/**
 * Takes what a volunteer's own phone kept while it had no network. What counts is the code: a line that comes soon after its code
 * was taken off the screen is a punch, a later one a claim that somebody outside the team decides about.
 */
@Injectable()
export class TakeOwnPunches {
  constructor(
    private readonly shifts: ShiftDirectory,
    private readonly offline: TakeOfflinePunches,
  ) {}

  /** @returns one answer per line, in their order. @throws VOLUNTEER_ACCOUNT_REQUIRED, PUNCH_OF_ANOTHER */
  async execute(
    actor: Actor,
    { lines, volunteerId: madeBy, ...sent }: OwnPunchesCommand,
  ): Promise<readonly OfflineAnswer[]> {
    const volunteerId = requireVolunteer(actor);
    if (madeBy !== undefined && madeBy !== volunteerId) throw attendanceErrors.refuse('PUNCH_OF_ANOTHER');
    const own = lines.map(({ code, ...line }) => ({ ...line, volunteerId, code: code.trim() }));
    const answers = new Map<OfflineLine, OfflineAnswer | undefined>();
    for (const shiftId of new Set(own.map((line) => line.shiftId))) {
      const ofShift = own.filter((line) => line.shiftId === shiftId);
      const taken = await this.takeShift({
        ...{ ...sent, shiftId, lines: ofShift, method: 'CODE', hand: 'OWN' },
        ...{ recordedBy: actorIdOf(actor), senderVolunteerId: null },
      });
      ofShift.forEach((line, index) => answers.set(line, taken[index]));
    }
    return own.flatMap((line) => answers.get(line) ?? []);
  }

  /** A shift that does not take place answers for its lines; those of the others stand. */
  private async takeShift(batch: OfflineBatch): Promise<readonly OfflineAnswer[]> {
    try {
      requireHeld(await this.shifts.byId(batch.shiftId));
      return await this.offline.execute(batch);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const { sentence: message, code } = error;
      return batch.lines.map(({ punchId, volunteerId }) => ({
        ...{ punchId, volunteerId, status: lineRefusalOf(error), message, code },
      }));
    }
  }
}
