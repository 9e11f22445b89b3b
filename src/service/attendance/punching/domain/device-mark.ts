import { createHash } from 'node:crypto';

const MARK_BYTES = 12;

/**
 * What is kept of a device that punched: 16 URL-safe characters that are the same for all punches of the device within one
 * shift, and different in every other shift. So it can be seen that one phone punched for many, and nobody can follow a
 * phone from shift to shift.
 */
export function deviceMark(shiftId: string, deviceId: string): string {
  const text = ['volunteer-ledger/device/v1', shiftId, deviceId].join('\n');
  return createHash('sha256').update(text).digest().subarray(0, MARK_BYTES).toString('base64url');
}
