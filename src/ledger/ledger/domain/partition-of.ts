/** Number of hash partitions of everything that is partitioned by volunteer; the migrations make the same number. */
export const LEDGER_PARTITIONS = 64;

/** What PostgreSQL seeds the hashes of partition keys with (HASH_PARTITION_SEED). */
const SEED_HIGH = 0x7a5b2236;
const SEED_LOW = 0x7996dcfd;
/** The low half of the constant that hash_combine64 adds. */
const COMBINE_LOW = 0x15e5a8e3;
const ID_BYTES = 16;

/**
 * The partition a volunteer's rows are in, 0 to 63: the leaf that PostgreSQL itself chooses for
 * `partition by hash (volunteer_id)` with modulus 64. That is Bob Jenkins' lookup3 hash of the sixteen bytes, as
 * hash_bytes_extended computes it on little-endian machines (all that PostgreSQL is packaged for today). Because 64 is a
 * power of two, the low half of the 64-bit hash decides alone.
 *
 * @param volunteerId a UUID in its usual spelling, in either case.
 */
export function partitionOf(volunteerId: string): number {
  const words = littleEndianWords(volunteerId);
  const start = (0x9e3779b9 + ID_BYTES + 3_923_095) | 0;
  const state = mix((start + SEED_HIGH) | 0, (start + SEED_LOW) | 0, start);
  const [a, b, c] = mix((state[0] + words[0]) | 0, (state[1] + words[1]) | 0, (state[2] + words[2]) | 0);
  return (lowHalf((a + words[3]) | 0, b, c) + COMBINE_LOW) & (LEDGER_PARTITIONS - 1);
}

function littleEndianWords(id: string): readonly [number, number, number, number] {
  const hex = id.replaceAll('-', '');
  if (!/^[0-9a-f]{32}$/i.test(hex)) throw new TypeError('a volunteer id is a UUID');
  const word = (from: number): number => {
    const bigEndian = parseInt(hex.slice(from, from + 8), 16);
    return (bigEndian << 24) | ((bigEndian & 0xff00) << 8) | ((bigEndian >>> 8) & 0xff00) | (bigEndian >>> 24);
  };
  return [word(0), word(8), word(16), word(24)];
}

function rotated(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

/** lookup3's reversible mixing of three words. All arithmetic is on 32 bits. */
function mix(a: number, b: number, c: number): [number, number, number] {
  a = ((a - c) ^ rotated(c, 4)) | 0;
  c = (c + b) | 0;
  b = ((b - a) ^ rotated(a, 6)) | 0;
  a = (a + c) | 0;
  c = ((c - b) ^ rotated(b, 8)) | 0;
  b = (b + a) | 0;
  a = ((a - c) ^ rotated(c, 16)) | 0;
  c = (c + b) | 0;
  b = ((b - a) ^ rotated(a, 19)) | 0;
  a = (a + c) | 0;
  c = ((c - b) ^ rotated(b, 4)) | 0;
  b = (b + a) | 0;
  return [a, b, c];
}

/** lookup3's final scrambling; the low half of the 64-bit result. */
function lowHalf(a: number, b: number, c: number): number {
  c = ((c ^ b) - rotated(b, 14)) | 0;
  a = ((a ^ c) - rotated(c, 11)) | 0;
  b = ((b ^ a) - rotated(a, 25)) | 0;
  c = ((c ^ b) - rotated(b, 16)) | 0;
  a = ((a ^ c) - rotated(c, 4)) | 0;
  b = ((b ^ a) - rotated(a, 14)) | 0;
  return ((c ^ b) - rotated(b, 24)) | 0;
}
