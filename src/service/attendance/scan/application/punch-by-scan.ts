import { Injectable } from '@nestjs/common';
import { requireVolunteer } from '../../../../platform/security/identity/access';
import { type Actor, actorIdOf } from '../../../../platform/foundation/actor/actor';
import { PunchDesk, type PunchReceipt, rotatingCodeAt, ShiftFactsSource } from '../../punching';
import { LocatePunch, type Position } from '../../geofence';
import { scanPunchId } from '../domain/scan-ticket';
import { ScanTickets } from './scan-tickets';

export interface PunchByScanCommand {
  readonly ticket: string;
  readonly deviceSentAt?: string;
  readonly deviceId?: string;
  readonly position?: Position;
}

/**
 * A volunteer checks in or out with the ticket of a scan. It counts from the scan, not from the end of the sign-in. The
 * ticket makes the punch's id, so that a repetition, on this page or on another one, gets the first receipt.
 */
@Injectable()
export class PunchByScan {
  constructor(
    private readonly desk: PunchDesk,
    private readonly tickets: ScanTickets,
    private readonly facts: ShiftFactsSource,
    private readonly locate: LocatePunch,
  ) {}

  /** @throws VOLUNTEER_ACCOUNT_REQUIRED, SCAN_TICKET_INVALID, SCAN_TICKET_EXPIRED and the refusals of PunchDesk.take */
  async execute(actor: Actor, command: PunchByScanCommand): Promise<PunchReceipt> {
    const volunteerId = requireVolunteer(actor);
    const ticket = this.tickets.read(command.ticket);
    const { shiftId, direction, scannedAtMs, codeFromMs } = ticket;
    const { codeSecret } = await this.facts.of(shiftId);
    const located = await this.locate.execute(shiftId, volunteerId, command.position);
    const receipt = await this.desk.take({
      punchId: scanPunchId(ticket, volunteerId),
      volunteerId,
      shiftId,
      direction,
      method: 'CODE',
      code: rotatingCodeAt(codeSecret, { shiftId, direction }, codeFromMs).token,
      deviceSentAt: command.deviceSentAt ?? null,
      reason: null,
      recordedBy: actorIdOf(actor),
      counted: { at: new Date(scannedAtMs), said: null },
      ...(command.deviceId !== undefined && { deviceId: command.deviceId }),
      evidence: { form: 'QR', ...located.evidence },
    });
    await located.keep(receipt.punchId);
    return receipt;
  }
}
