import { hash } from 'node:crypto';

/** SHA-256, 32 bytes. */
export type Hash = Buffer;

export const HASH_BYTES = 32;

/**
 * SHA-256 as a text of 32 characters, one per byte: of all the forms that Node answers in it is by far the quickest, four
 * times as quick as a buffer, which is allocated outside of the heap.
 */
export function sha256Text(data: Buffer): string {
  return hash('sha256', data, 'binary');
}

export function sha256(data: Buffer): Hash {
  return Buffer.from(sha256Text(data), 'latin1');
}

/** Writes a digest of `sha256Text` to a position. */
export function writeDigest(digest: string, target: Buffer, at: number): void {
  for (let index = 0; index < HASH_BYTES; index += 1) target[at + index] = digest.charCodeAt(index);
}

/** Whether a digest of `sha256Text` stands at a position. */
export function isDigestAt(digest: string, bytes: Buffer, at: number): boolean {
  for (let index = 0; index < HASH_BYTES; index += 1) {
    if (bytes[at + index] !== digest.charCodeAt(index)) return false;
  }
  return true;
}

/** Copies few bytes: a loop takes a fifth of what calling `Buffer.copy` costs. */
export function copyBytes(source: Buffer, from: number, count: number, target: Buffer, to: number): void {
  for (let index = 0; index < count; index += 1) target[to + index] = source[from + index] ?? 0;
}
