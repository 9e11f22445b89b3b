/** Letters and digits that nobody mistakes for each other when reading them off paper. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const GROUP_LENGTH = 4;

/**
 * A code that people read and type, five bits a byte: `K7PD-3MQX-9TRA`.
 *
 * @param bytes random ones.
 */
export function spokenCode(bytes: Uint8Array): string {
  const letters = Array.from(bytes, (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('');
  return readSpokenCode(letters);
}

/** The code that somebody typed: in capitals, in groups of four, whatever was typed between. */
export function readSpokenCode(typed: string): string {
  const letters = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');
  return letters.match(new RegExp(`.{1,${String(GROUP_LENGTH)}}`, 'g'))?.join('-') ?? '';
}
