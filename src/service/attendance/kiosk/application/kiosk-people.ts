import { Injectable } from '@nestjs/common';
import { SignupDirectory } from '../../../activities';
import { RecogniseVolunteer } from '../../../../people/volunteers';
import { attendanceErrors } from '../../errors';
import { AttendanceDirectory } from '../../punching';
import type { ShiftDevice } from '../../devices';
import { NameGuesses } from '../../roll-call';
import { VolunteerCards } from '../../cards';

/** What somebody shows or types at a tablet. */
export interface KioskPerson {
  /** The text of the volunteer's own QR code … */
  readonly card?: string;
  /** … or the name and the last four digits of the phone. */
  readonly name?: string;
  readonly phoneLastFour?: string;
}

/** Who it is at the tablet. One answer for every way of not being known. */
@Injectable()
export class KioskPeople {
  constructor(
    private readonly cards: VolunteerCards,
    private readonly recognise: RecogniseVolunteer,
    private readonly signups: SignupDirectory,
    private readonly attendance: AttendanceDirectory,
    private readonly guesses: NameGuesses,
  ) {}

  /** @throws KIOSK_GUESSING, KIOSK_NOT_RECOGNISED */
  async volunteerOf(device: ShiftDevice, person: KioskPerson): Promise<string> {
    const name = person.card === undefined ? (person.name ?? '') : null;
    const blockedForMs = this.guesses.blockedForMs(`device:${device.id}`, name);
    if (blockedForMs !== null) {
      const retryAfterSeconds = Math.max(1, Math.ceil(blockedForMs / 1_000));
      throw attendanceErrors.refuse('KIOSK_GUESSING', { details: { retryAfterSeconds } });
    }
    await this.guesses.noteTry(`device:${device.id}`, name);
    const volunteerId =
      person.card === undefined
        ? await this.typed(device.shiftId, name ?? '', person.phoneLastFour ?? '')
        : this.cards.read(person.card);
    if (volunteerId === null) throw attendanceErrors.refuse('KIOSK_NOT_RECOGNISED');
    await this.guesses.takeBack(`device:${device.id}`, name);
    return volunteerId;
  }

  /** Only who has signed up, or is here already, can be found by typing. */
  private async typed(shiftId: string, name: string, lastFour: string): Promise<string | null> {
    if (name === '' || lastFour.length !== 4) return null;
    const signedUp = await this.signups.confirmed(shiftId);
    const present = await this.attendance.ofShift(shiftId);
    const candidates = [...new Set([...signedUp, ...present].map(({ volunteerId }) => volunteerId))];
    return this.recognise.byNameAndPhone(candidates, name, lastFour);
  }
}
