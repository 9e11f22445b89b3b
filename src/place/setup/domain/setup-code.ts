/** Letters and digits that nobody mistakes for each other when reading them off a screen. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const GROUPS = 3;
const GROUP_LENGTH = 4;

/** Bytes that make a code; each gives five bits. */
export const CODE_BYTES = GROUPS * GROUP_LENGTH;

/**
 * A setup code of 60 bits, `K7PD-3MQX-9TRA`.
 *
 * @param bytes CODE_BYTES random bytes.
 */
export function codeFrom(bytes: Uint8Array): string {
  const letters = Array.from(bytes, (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('');
  return Array.from({ length: GROUPS }, (_, at) => letters.slice(at * GROUP_LENGTH, (at + 1) * GROUP_LENGTH)).join('-');
}

/** The code that somebody typed: in capitals, with the dashes where they belong, whatever was typed between. */
export function readCode(typed: string): string {
  const letters = typed.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return letters.match(/.{1,4}/g)?.join('-') ?? '';
}
