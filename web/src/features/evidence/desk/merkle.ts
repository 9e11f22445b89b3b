import { digest, isSame } from './bytes';

/** Trees of RFC 6962: a leaf is hashed behind a zero byte, a node behind a one. */
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

export function leafHash(data: Uint8Array): Uint8Array {
  return digest(LEAF, data);
}

function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return digest(NODE, left, right);
}

/** Where a climb through a tree stands: the place among its neighbours, and the last place of that height. */
interface Place {
  position: number;
  last: number;
}

function up(place: Place): void {
  place.position = Math.floor(place.position / 2);
  place.last = Math.floor(place.last / 2);
}

/** The hash to climb with next to a neighbour: on the left of it, or on its right and then past the heights without one. */
function isLeftOfUs(place: Place): boolean {
  return place.position % 2 === 1 || place.position === place.last;
}

function skipLonely(place: Place): void {
  while (place.position % 2 === 0 && place.position !== 0) up(place);
}

/** The root that a leaf and its path lead to, or null where the path has the wrong length (RFC 9162, 2.1.3.2). */
export function rootFromInclusion(
  leaf: Uint8Array,
  { position, size }: { readonly position: number; readonly size: number },
  path: readonly Uint8Array[],
): Uint8Array | null {
  if (!Number.isSafeInteger(position) || !Number.isSafeInteger(size) || position < 0 || position >= size) return null;
  const place = { position, last: size - 1 };
  let root = leaf;
  for (const neighbour of path) {
    if (place.last === 0) return null;
    if (isLeftOfUs(place)) {
      root = nodeHash(neighbour, root);
      skipLonely(place);
    } else {
      root = nodeHash(root, neighbour);
    }
    up(place);
  }
  return place.last === 0 ? root : null;
}

export interface TreeState {
  readonly size: number;
  readonly root: Uint8Array;
}

/** Whether the path proves that the older tree is the beginning of the newer one (RFC 9162, 2.1.4.2). */
export function isBeginningOf(older: TreeState, newer: TreeState, path: readonly Uint8Array[]): boolean {
  if (older.size > newer.size) return false;
  if (older.size === newer.size) return path.length === 0 && isSame(older.root, newer.root);
  if (older.size === 0) return path.length === 0;
  const isWhole = Number.isInteger(Math.log2(older.size));
  const [first, ...rest] = isWhole ? [older.root, ...path] : path;
  if (first === undefined) return false;
  const place = { position: older.size - 1, last: newer.size - 1 };
  while (place.position % 2 === 1) up(place);
  let [oldRoot, newRoot] = [first, first];
  for (const neighbour of rest) {
    if (place.last === 0) return false;
    if (isLeftOfUs(place)) {
      oldRoot = nodeHash(neighbour, oldRoot);
      newRoot = nodeHash(neighbour, newRoot);
      skipLonely(place);
    } else {
      newRoot = nodeHash(newRoot, neighbour);
    }
    up(place);
  }
  return place.last === 0 && isSame(oldRoot, older.root) && isSame(newRoot, newer.root);
}

/** The root over leaves in their order. */
export function rootOf(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return digest();
  if (leaves.length === 1) return leaves[0] as Uint8Array;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)));
}
