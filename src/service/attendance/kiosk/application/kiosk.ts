import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../../kernel/domain-error';
import { PublicNames } from '../../../../people/volunteers';
import { PunchDesk, type PunchDirection, requireHeld } from '../../punching';
import { DeviceTokens, type ShiftDevice } from '../../devices';
import { KioskPeople, type KioskPerson } from './kiosk-people';
import { lineRefusalOf, TellCalled } from '../../roll-call';
import { type OfflineAnswer, type OfflineLine, TakeOfflinePunches } from '../../offline';

export interface KioskPunchCommand extends KioskPerson {
  readonly punchId: string;
  readonly direction: PunchDirection;
  readonly deviceSentAt?: string;
}

export interface KioskLine extends KioskPerson {
  readonly punchId: string;
  readonly direction: PunchDirection;
  readonly happenedAt: string;
}

/** What a bystander may read over a shoulder: a masked name, a time, a sentence. */
export interface KioskReceipt {
  readonly punchId: string;
  readonly direction: PunchDirection;
  readonly maskedName: string;
  readonly punchedAt: string;
  readonly message: string;
}

export interface KioskAnswer {
  readonly punchId: string;
  readonly status: OfflineAnswer['status'];
  readonly message: string;
  readonly code?: string;
}

/** A tablet on the spot: people punch with their card, or with name and the last digits of their phone. */
@Injectable()
export class Kiosk {
  constructor(
    private readonly tokens: DeviceTokens,
    private readonly people: KioskPeople,
    private readonly desk: PunchDesk,
    private readonly offline: TakeOfflinePunches,
    private readonly publicNames: PublicNames,
    private readonly tellCalled: TellCalled,
  ) {}

  /**
   * @throws DEVICE_TOKEN_INVALID, DEVICE_REVOKED, DEVICE_EXPIRED, KIOSK_GUESSING, KIOSK_NOT_RECOGNISED, KIOSK_OWN_TABLET and
   *   the refusals of PunchDesk.take
   */
  async punch(token: string | undefined, command: KioskPunchCommand): Promise<KioskReceipt> {
    const { device, shift } = await this.tokens.read(token);
    const volunteerId = await this.people.volunteerOf(device, command);
    const { punchId, direction } = command;
    const receipt = await this.desk.take({
      punchId,
      volunteerId,
      shiftId: device.shiftId,
      direction,
      method: 'KIOSK',
      code: null,
      deviceSentAt: command.deviceSentAt ?? null,
      reason: null,
      recordedBy: recorderOf(device),
      deviceId: device.id,
      evidence: { form: shownBy(command) },
    });
    if (mayBeAnybody(device, command)) await this.tellCalled.execute(shift, [volunteerId]);
    const maskedName = (await this.publicNames.of([volunteerId], 'KIOSK'))(volunteerId).text;
    return { punchId, direction, maskedName, punchedAt: receipt.punchedAt, message: receipt.message };
  }

  /**
   * What the tablet noted while it was offline. A line that nobody is recognised in is refused, the others stand.
   *
   * @throws DEVICE_TOKEN_INVALID, DEVICE_REVOKED, DEVICE_EXPIRED, SHIFT_NOT_PUBLISHED, PUNCH_SHIFT_CANCELLED
   */
  async batch(
    token: string | undefined,
    deviceSentAt: string,
    lines: readonly KioskLine[],
  ): Promise<readonly KioskAnswer[]> {
    const { device, shift } = await this.tokens.read(token);
    requireHeld(shift);
    const known: OfflineLine[] = [];
    const answers = new Map<string, KioskAnswer>();
    for (const line of lines) {
      const { punchId, direction, happenedAt } = line;
      const person = await this.recognised(device, line);
      if (typeof person === 'string') {
        known.push({ punchId, direction, happenedAt, volunteerId: person, shown: shownBy(line) });
      } else {
        answers.set(punchId, { punchId, ...person });
      }
    }
    const taken = await this.offline.execute({
      shiftId: device.shiftId,
      method: 'KIOSK',
      recordedBy: recorderOf(device),
      senderVolunteerId: null,
      hand: device.issuedAs,
      deviceId: device.id,
      deviceSentAt,
      lines: known,
    });
    const kept = new Set(
      taken.filter(({ status }) => status === 'RECORDED' || status === 'IN_REVIEW').map(({ punchId }) => punchId),
    );
    const typed = known.filter(({ punchId, shown }) => shown === 'TYPED' && kept.has(punchId));
    if (device.issuedAs === 'TEAM') {
      await this.tellCalled.execute(
        shift,
        typed.map(({ volunteerId }) => volunteerId),
      );
    }
    for (const { punchId, status, message, code } of taken) {
      answers.set(punchId, { punchId, status, message, ...(code !== undefined && { code }) });
    }
    return lines.flatMap(({ punchId }) => answers.get(punchId) ?? []);
  }

  private async recognised(device: ShiftDevice, line: KioskLine): Promise<string | Omit<KioskAnswer, 'punchId'>> {
    try {
      return await this.people.volunteerOf(device, line);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { status: lineRefusalOf(error), message: error.sentence, code: error.code };
    }
  }
}

function shownBy({ card }: KioskPerson): 'CARD' | 'TYPED' {
  return card === undefined ? 'TYPED' : 'CARD';
}

/** A name may be typed by whoever stands at the team's own tablet: its owner is told. */
function mayBeAnybody({ issuedAs }: ShiftDevice, person: KioskPerson): boolean {
  return issuedAs === 'TEAM' && shownBy(person) === 'TYPED';
}

function recorderOf(device: ShiftDevice): string {
  return `device:${device.id}`;
}
