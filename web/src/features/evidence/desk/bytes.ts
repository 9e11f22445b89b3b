import { sha256 } from '@noble/hashes/sha2.js';

/** Bytes and hashes as the evidence of the ledger writes them (docs/checkpoints.md), without anything a plain http page lacks. */
export const HASH_BYTES = 32;

const encoder = new TextEncoder();

/** The bytes of a hexadecimal text; null where it is none. */
export function bytesOfHex(hex: string): Uint8Array | null {
  if (hex.length % 2 !== 0 || !/^[0-9a-f]*$/.test(hex)) return null;
  return Uint8Array.from({ length: hex.length / 2 }, (_, index) =>
    Number.parseInt(hex.slice(2 * index, 2 * index + 2), 16),
  );
}

/** Lower case hexadecimal. */
export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A text in UTF-8. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Parts behind each other. */
export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** SHA-256 over the parts behind each other. */
export function digest(...parts: readonly Uint8Array[]): Uint8Array {
  return sha256(joined(...parts));
}

export function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

/** A text behind its length in four bytes, as entries are hashed. */
export function lengthAndText(text: string): Uint8Array {
  const content = utf8(text);
  return lengthAnd(content);
}

/** Bytes behind their length in four bytes. */
export function lengthAnd(content: Uint8Array): Uint8Array {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, content.length);
  return joined(length, content);
}

/** A whole number in eight bytes, two's complement, big-endian. */
export function eightBytes(value: number | bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigInt64(0, BigInt.asIntN(64, BigInt(value)));
  return bytes;
}

/** The sixteen bytes of an id; null where it is none. */
export function bytesOfId(id: string): Uint8Array | null {
  const bytes = bytesOfHex(id.replaceAll('-', ''));
  return bytes?.length === 16 ? bytes : null;
}
