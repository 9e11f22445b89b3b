import { createHash } from 'node:crypto';
import type { PunchDirection } from '../../punching/domain';

/** What a scan of the QR code proves: that somebody saw the code of this shift and direction at this time. */
export interface ScanTicket {
  readonly shiftId: string;
  readonly direction: PunchDirection;
  readonly scannedAtMs: number;
  /** Begin of the time slot that the code belongs to; its neighbours accept it, too. */
  readonly codeFromMs: number;
}

/** A scan survives a sign-in on a slow phone; whoever needs longer scans again. */
export const SCAN_TICKET_LIFE_MS = 5 * 60_000;

const ID_BYTES = 16;
const TIME_BYTES = 6;

/** The ticket as bytes, to be signed: shift (16), direction (1), time of the scan (6), begin of the code's slot (6). */
export function packScanTicket({ shiftId, direction, scannedAtMs, codeFromMs }: ScanTicket): Buffer {
  const times = Buffer.alloc(2 * TIME_BYTES);
  times.writeUIntBE(scannedAtMs, 0, TIME_BYTES);
  times.writeUIntBE(codeFromMs, TIME_BYTES, TIME_BYTES);
  const sign = Buffer.from([direction === 'IN' ? 0 : 1]);
  return Buffer.concat([Buffer.from(shiftId.replaceAll('-', ''), 'hex'), sign, times]);
}

/** Reads bytes whose signature has been checked; null where they are no ticket. */
export function unpackScanTicket(bytes: Buffer): ScanTicket | null {
  if (bytes.length !== ID_BYTES + 1 + 2 * TIME_BYTES) return null;
  return {
    shiftId: uuidOf(bytes.subarray(0, ID_BYTES)),
    direction: bytes[ID_BYTES] === 0 ? 'IN' : 'OUT',
    scannedAtMs: bytes.readUIntBE(ID_BYTES + 1, TIME_BYTES),
    codeFromMs: bytes.readUIntBE(ID_BYTES + 1 + TIME_BYTES, TIME_BYTES),
  };
}

export function isScanTicketLive({ scannedAtMs }: ScanTicket, nowMs: number): boolean {
  return nowMs >= scannedAtMs && nowMs < scannedAtMs + SCAN_TICKET_LIFE_MS;
}

/**
 * The id of the punch that a ticket makes for a person: a UUIDv7 from the code's time slot, the shift, the direction and
 * the person. One code therefore works once per person and direction by construction, and scanning the same code again
 * shows the first receipt.
 */
export function scanPunchId({ shiftId, direction, codeFromMs }: ScanTicket, volunteerId: string): string {
  const text = ['volunteer-ledger/scan/v1', shiftId, direction, String(codeFromMs), volunteerId].join('\n');
  const bytes = createHash('sha256').update(text).digest().subarray(0, ID_BYTES);
  bytes.writeUIntBE(codeFromMs, 0, TIME_BYTES);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return uuidOf(bytes);
}

function uuidOf(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
