import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { SignedTokens } from '../../../../platform/foundation/crypto/signed-tokens';
import { CODE_SLOT_MS, type PunchDirection, rotatingCodeAt, ShiftFactsSource } from '../../punching';
import {
  isScanTicketLive,
  packScanTicket,
  SCAN_TICKET_LIFE_MS,
  type ScanTicket,
  unpackScanTicket,
} from '../domain/scan-ticket';
import { attendanceErrors } from '../../errors';

const PURPOSE = 'scan-ticket/v1';

/** What somebody gets who opened the link of a QR code. */
export interface OpenedScan {
  readonly ticket: string;
  readonly activityTitle: string;
  readonly expiresAt: string;
  /** Whether the activity has a fence: only then the page asks for the position, and only who has consented. */
  readonly wantsPlace: boolean;
}

/** Trades the code of a scanned link for a ticket that survives a sign-in; reads the tickets that come back. */
@Injectable()
export class ScanTickets {
  constructor(
    private readonly facts: ShiftFactsSource,
    private readonly tokens: SignedTokens,
    private readonly clock: Clock,
  ) {}

  /** @throws SHIFT_UNKNOWN, SCAN_LINK_STALE where the code is not, or no longer, the one on the screen. */
  async open(shiftId: string, direction: PunchDirection, codeToken: string): Promise<OpenedScan> {
    const { shift, codeSecret, hasFence } = await this.facts.of(shiftId);
    const scannedAtMs = this.clock.nowMs();
    const codeFromMs = [-1, 0, 1]
      .map((slots) => rotatingCodeAt(codeSecret, { shiftId, direction }, scannedAtMs + slots * CODE_SLOT_MS))
      .find(({ token }) => token === codeToken)?.shownFromMs;
    if (codeFromMs === undefined) throw attendanceErrors.refuse('SCAN_LINK_STALE');
    const ticket: ScanTicket = { shiftId, direction, scannedAtMs, codeFromMs };
    return {
      ticket: this.tokens.seal(PURPOSE, packScanTicket(ticket)),
      activityTitle: shift.title,
      expiresAt: new Date(scannedAtMs + SCAN_TICKET_LIFE_MS).toISOString(),
      wantsPlace: hasFence,
    };
  }

  /** @throws SCAN_TICKET_INVALID, SCAN_TICKET_EXPIRED */
  read(text: string): ScanTicket {
    const payload = this.tokens.open(PURPOSE, text);
    const ticket = payload && unpackScanTicket(payload);
    if (!ticket) throw attendanceErrors.refuse('SCAN_TICKET_INVALID');
    if (!isScanTicketLive(ticket, this.clock.nowMs())) throw attendanceErrors.refuse('SCAN_TICKET_EXPIRED');
    return ticket;
  }
}
