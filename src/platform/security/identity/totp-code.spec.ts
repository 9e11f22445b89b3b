import { Secret } from 'otpauth';
import { newTotpSecret, stepOfCode, totpAddress } from './totp-code';

/** The secret of RFC 6238, appendix B; the last six digits of its values for SHA-1. */
const secret = Secret.fromUTF8('12345678901234567890').base32;

describe('one-time codes', () => {
  it.each([
    [59, '287082', 1],
    [1_111_111_109, '081804', 37_037_036],
    [1_234_567_890, '005924', 41_152_263],
    [20_000_000_000, '353130', 666_666_666],
  ])('at %d s the code of RFC 6238 is %s', (seconds, code, step) => {
    expect(stepOfCode(secret, code, { nowMs: seconds * 1_000, lastStep: 0 })).toBe(step);
  });

  it('are taken one step late or early, and no more', () => {
    for (const [seconds, step] of [
      [59 - 30, 1],
      [59 + 30, 1],
      [59 + 60, null],
    ] as const) {
      expect(stepOfCode(secret, '287082', { nowMs: seconds * 1_000, lastStep: 0 })).toBe(step);
    }
  });

  it('work once: neither the same nor an earlier one again', () => {
    expect(stepOfCode(secret, '287082', { nowMs: 59_000, lastStep: 1 })).toBeNull();
    expect(stepOfCode(secret, '287082', { nowMs: 59_000, lastStep: 2 })).toBeNull();
  });

  it('are refused where they are none', () => {
    for (const code of ['', '28708', 'abcdef', '2870822', '287083']) {
      expect(stepOfCode(secret, code, { nowMs: 59_000, lastStep: 0 })).toBeNull();
    }
  });

  it('come from secrets of 160 bits that an app can read', () => {
    expect(newTotpSecret()).toMatch(/^[A-Z2-7]{32}$/);
    expect(totpAddress(secret, 'street.admin')).toMatch(/^otpauth:\/\/totp\/.+street\.admin\?.*secret=/);
  });
});
