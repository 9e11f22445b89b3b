import { createHash } from 'node:crypto';

/**
 * A random sample that anybody can draw again: each id gets the lot SHA-256(seed, line feed, id) in hex, the lowest lots
 * are drawn, in this order. Neither the order of the ids nor their number tells anything before the seed is known.
 *
 * @param size at most so many; all where there are fewer.
 */
export function drawSample(seed: string, ids: readonly string[], size: number): readonly string[] {
  return [...new Set(ids)]
    .map((id) => ({ id, lot: sha256(`${seed}\n${id}`) }))
    .sort((a, b) => (a.lot < b.lot ? -1 : 1))
    .slice(0, size)
    .map(({ id }) => id);
}

/** What is published before the drawing. */
export function seedHashOf(seed: string): string {
  return sha256(seed);
}

/** Fingerprint of everything that could be drawn, in whatever order it is listed. */
export function populationHash(ids: readonly string[]): string {
  return sha256([...new Set(ids)].sort().join('\n'));
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
