import { Secret, TOTP } from 'otpauth';

const PERIOD_SECONDS = 30;
const ISSUER = '志愿服务台账';

/** RFC 6238 as every authenticator app knows it: SHA-1, six digits, 30 seconds. */
function totpOf(secret: string, account = ''): TOTP {
  return new TOTP({
    issuer: ISSUER,
    label: account,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_SECONDS,
    secret: Secret.fromBase32(secret),
  });
}

/** A new secret of 160 bits, base32. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** What an authenticator app reads from a QR code. */
export function totpAddress(secret: string, username: string): string {
  return totpOf(secret, username).toString();
}

/**
 * The step a code belongs to, where it is right, one step late or early at most, and newer than the last one used: a code
 * works once. Null where it does not.
 */
export function stepOfCode(secret: string, code: string, at: { readonly nowMs: number; readonly lastStep: number }) {
  const delta = totpOf(secret).validate({ token: code, timestamp: at.nowMs, window: 1 });
  if (delta === null) return null;
  const step = Math.floor(at.nowMs / 1_000 / PERIOD_SECONDS) + delta;
  return step > at.lastStep ? step : null;
}
