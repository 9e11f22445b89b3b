/** Crockford's base 32: no I, L, O and U, so that nothing is confused when it is read from paper. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 16;
const PAYLOAD_LENGTH = CODE_LENGTH - 1;
/** x⁵ + x² + 1: the field GF(32) that the check character is computed in; 2 generates all of its 31 units. */
const FIELD_POLYNOMIAL = 0b100101;
const FIELD_SIZE = 32;

/** Random bytes a code is made of: 75 of their 80 bits are used. */
export const VERIFICATION_CODE_BYTES = 10;

/**
 * A code of 16 characters: 15 random ones (75 bits, nobody guesses one) and a check character. Each position has its own
 * factor in GF(32), so every single wrong character and every swap of two different characters is noticed.
 *
 * @param random exactly VERIFICATION_CODE_BYTES bytes.
 */
export function verificationCodeOf(random: Uint8Array): string {
  if (random.length !== VERIFICATION_CODE_BYTES) throw new RangeError('a verification code takes 10 random bytes');
  let bits = random.reduce((all, byte) => (all << 8n) | BigInt(byte), 0n);
  const symbols: number[] = [];
  for (let position = 0; position < PAYLOAD_LENGTH; position += 1) {
    symbols.push(Number(bits & 31n));
    bits >>= 5n;
  }
  return textOf([...symbols, checkSymbol(symbols)]);
}

/**
 * Reads a code as people type it: any case, with spaces or hyphens, O for 0 and I or L for 1.
 *
 * @returns the 16 characters, or null where it cannot be a code.
 */
export function parseVerificationCode(text: string): string | null {
  const cleaned = text.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  if (cleaned.length !== CODE_LENGTH) return null;
  const symbols = [...cleaned].map((character) => ALPHABET.indexOf(character));
  if (symbols.includes(-1)) return null;
  return checkSymbol(symbols.slice(0, PAYLOAD_LENGTH)) === symbols[PAYLOAD_LENGTH] ? cleaned : null;
}

/** The code in groups of four, as it is printed. */
export function groupedCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-');
}

/** Sum over the positions of 2^(position + 1) × symbol, in GF(32); the check symbol's own factor is 1. */
function checkSymbol(symbols: readonly number[]): number {
  let factor = 1;
  let sum = 0;
  for (const symbol of symbols) {
    factor = multiply(factor, 2);
    sum ^= multiply(factor, symbol);
  }
  return sum;
}

function multiply(a: number, b: number): number {
  let product = 0;
  let shifted = a;
  for (let rest = b; rest > 0; rest >>= 1) {
    if (rest & 1) product ^= shifted;
    shifted <<= 1;
    if (shifted >= FIELD_SIZE) shifted ^= FIELD_POLYNOMIAL;
  }
  return product;
}

function textOf(symbols: readonly number[]): string {
  return symbols.map((symbol) => ALPHABET[symbol] ?? '').join('');
}
