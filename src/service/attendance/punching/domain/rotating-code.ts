import { createHmac, timingSafeEqual } from 'node:crypto';

export type PunchDirection = 'IN' | 'OUT';

/** A code is shown for half a minute. */
export const CODE_SLOT_MS = 30_000;
/** The slots before and after the present one are accepted, too: phones read slowly and clocks differ. */
const TOLERATED_SLOTS = 1;
/** A code that was right at most this long ago is called expired instead of wrong: 40 slots are 20 minutes. */
const REMEMBERED_SLOTS = 40;
const DIGITS = 6;
const TOKEN_BYTES = 16;

export interface CodeScope {
  readonly shiftId: string;
  readonly direction: PunchDirection;
}

export interface RotatingCode {
  /** Six digits, to be typed by people whose phone has no camera. */
  readonly digits: string;
  /** 22 URL-safe characters with 128 bits, for the QR code. */
  readonly token: string;
  /** The code is shown from here … */
  readonly shownFromMs: number;
  /** … until here; it is accepted for one slot longer. */
  readonly shownUntilMs: number;
}

export type CodeCheck = 'VALID' | 'EXPIRED' | 'WRONG';

export interface CheckedCode {
  readonly check: CodeCheck;
  /** Begin of the time slot of a valid code, by which its use is remembered; null for any other. */
  readonly fromMs: number | null;
}

/**
 * Rule §2.1, grade A: the code of a shift and direction at an instant, an HMAC-SHA-256 under the secret of the shift.
 * The digits and the token come from different messages, so that neither tells anything about the other.
 */
export function rotatingCodeAt(secret: Uint8Array, scope: CodeScope, atMs: number): RotatingCode {
  const slot = Math.floor(atMs / CODE_SLOT_MS);
  return {
    digits: codeOf(secret, 'digits', scope, slot),
    token: codeOf(secret, 'token', scope, slot),
    shownFromMs: slot * CODE_SLOT_MS,
    shownUntilMs: (slot + 1) * CODE_SLOT_MS,
  };
}

/**
 * Checks a code in either form. VALID: of the present slot or one of its neighbours. EXPIRED: was right within the last
 * 20 minutes. WRONG: everything else, also the code of the other direction or of another shift. Every candidate of a
 * span is compared in constant time and none is left out, so the time of the answer tells nothing that the answer does
 * not; the codes of the past are made only for a code that is not valid.
 */
export function checkRotatingCode(secret: Uint8Array, scope: CodeScope, code: string, atMs: number): CheckedCode {
  const given = code.trim();
  const form = isDigits(given) ? 'digits' : 'token';
  const present = Math.floor(atMs / CODE_SLOT_MS);
  const slotOf = (first: number, last: number): number | null => {
    let found: number | null = null;
    for (let slot = first; slot <= last; slot += 1) {
      // All of them, also after a hit.
      if (equalInConstantTime(codeOf(secret, form, scope, slot), given)) found = slot;
    }
    return found;
  };
  const valid = slotOf(present - TOLERATED_SLOTS, present + TOLERATED_SLOTS);
  if (valid !== null) return { check: 'VALID', fromMs: valid * CODE_SLOT_MS };
  const past = slotOf(present - REMEMBERED_SLOTS, present - TOLERATED_SLOTS - 1);
  return { check: past === null ? 'WRONG' : 'EXPIRED', fromMs: null };
}

const forms = {
  digits: (mac: Buffer) => String(mac.readUIntBE(0, 6) % 10 ** DIGITS).padStart(DIGITS, '0'),
  token: (mac: Buffer) => mac.subarray(0, TOKEN_BYTES).toString('base64url'),
} as const;

/** Codes that were made, for as long as somebody holds the secret: in a rush everybody hands in the same few. */
const made = new WeakMap<Uint8Array, Map<string, string>>();
/** Two directions, two forms and the slots that are remembered. */
const MAX_MADE = 4 * (REMEMBERED_SLOTS + 2 * TOLERATED_SLOTS);

function codeOf(secret: Uint8Array, form: keyof typeof forms, scope: CodeScope, slot: number): string {
  const message = `volunteer-ledger/code/v1\n${form}\n${scope.shiftId}\n${scope.direction}\n${String(slot)}`;
  const known = made.get(secret) ?? new Map<string, string>();
  made.set(secret, known);
  const code = known.get(message) ?? forms[form](createHmac('sha256', secret).update(message).digest());
  if (known.size >= MAX_MADE) known.clear();
  known.set(message, code);
  return code;
}

function isDigits(code: string): boolean {
  return /^\d+$/.test(code) && code.length === DIGITS;
}

function equalInConstantTime(expected: string, given: string): boolean {
  const left = Buffer.from(expected);
  const right = Buffer.from(given);
  return left.length === right.length && timingSafeEqual(left, right);
}
