export type MediaType = 'image/jpeg' | 'image/png' | 'image/webp' | 'application/pdf';

const SIGNATURES: readonly (readonly [MediaType, readonly (readonly [number, string])[]])[] = [
  ['image/jpeg', [[0, 'ffd8ff']]],
  ['image/png', [[0, '89504e470d0a1a0a']]],
  [
    'image/webp',
    [
      [0, '52494646'],
      [8, '57454250'],
    ],
  ],
  ['application/pdf', [[0, '255044462d']]],
];

/**
 * What a file is by its first bytes; null for everything that is not kept. What the sender says about it does not count:
 * a page that calls itself a photo would run in the reader's browser.
 */
export function mediaTypeOf(bytes: Uint8Array): MediaType | null {
  const found = SIGNATURES.find(([, parts]) =>
    parts.every(
      ([offset, hex]) => Buffer.from(bytes.subarray(offset, offset + hex.length / 2)).toString('hex') === hex,
    ),
  );
  return found?.[0] ?? null;
}
