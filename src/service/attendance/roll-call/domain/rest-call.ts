import { createHash } from 'node:crypto';

/**
 * The id of the punch that "the rest are here" makes for a person: the UUIDv7 of the call with the rest of its bits from the
 * person, so that a call that is sent again makes the same punches.
 */
export function restPunchId(callId: string, volunteerId: string): string {
  const call = Buffer.from(callId.replaceAll('-', ''), 'hex');
  const bytes = createHash('sha256').update(['volunteer-ledger/rest/v1', callId, volunteerId].join('\n')).digest();
  call.copy(bytes, 0, 0, 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.subarray(0, 16).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
