import { copyBytes, type Hash, HASH_BYTES, sha256, sha256Text, writeDigest } from './sha256';

export type { Hash } from './sha256';

/** The root of a tree without leaves. */
export const EMPTY_ROOT: Hash = sha256(Buffer.alloc(0));

/** What a node is hashed from: 01, the left part, the right part. One for all, because nothing here waits. */
const node = Buffer.alloc(1 + 2 * HASH_BYTES, 1);
const LEFT = 1;
const RIGHT = LEFT + HASH_BYTES;
/** A tree never has more leaves than numbers are exact for. */
const LEVELS = 53;

/** RFC 6962: a leaf is hashed behind a zero byte, a node behind a one, so that neither can pass for the other. */
export function leafHash(data: Buffer): Hash {
  return sha256(Buffer.concat([Buffer.from([0]), data]));
}

export function nodeHash(left: Hash, right: Hash): Hash {
  copyBytes(left, 0, HASH_BYTES, node, LEFT);
  copyBytes(right, 0, HASH_BYTES, node, RIGHT);
  return sha256(node);
}

/**
 * A growing Merkle tree of RFC 6962 of which only the roots of its complete subtrees are kept (one per set bit of the
 * size): enough to append and to tell the root.
 */
export class MerkleFrontier {
  private count = 0;
  /** By height: the root of the complete subtree of that height, where the size has that bit. */
  private readonly subtrees = Buffer.alloc(LEVELS * HASH_BYTES);

  private constructor() {}

  static empty(): MerkleFrontier {
    return new MerkleFrontier();
  }

  /** @param subtrees roots of the complete subtrees, the largest first, as `subtreeRoots` gave them. */
  static of(size: number, subtrees: readonly Hash[]): MerkleFrontier {
    const levels = levelsOf(size);
    if (subtrees.length !== levels.length) throw new RangeError(`a tree of ${size} leaves has other subtrees`);
    const tree = new MerkleFrontier();
    tree.count = size;
    levels.reverse().forEach((level, index) => subtrees[index]?.copy(tree.subtrees, level * HASH_BYTES));
    return tree;
  }

  get size(): number {
    return this.count;
  }

  get subtreeRoots(): readonly Hash[] {
    return levelsOf(this.count)
      .reverse()
      .map((level) => Buffer.from(this.subtrees.subarray(level * HASH_BYTES, (level + 1) * HASH_BYTES)));
  }

  /** @param bytes where the leaf's hash (not its data) stands at position `at`. */
  append(bytes: Buffer, at = 0): void {
    copyBytes(bytes, at, HASH_BYTES, node, RIGHT);
    let level = 0;
    for (let rest = this.count; rest % 2 === 1; rest = Math.floor(rest / 2)) {
      this.joinLeft(level);
      level += 1;
    }
    copyBytes(node, RIGHT, HASH_BYTES, this.subtrees, level * HASH_BYTES);
    this.count += 1;
  }

  root(): Hash {
    const [lowest, ...higher] = levelsOf(this.count);
    if (lowest === undefined) return EMPTY_ROOT;
    copyBytes(this.subtrees, lowest * HASH_BYTES, HASH_BYTES, node, RIGHT);
    for (const level of higher) this.joinLeft(level);
    return Buffer.from(node.subarray(RIGHT));
  }

  /** What stands on the right becomes the hash over the subtree of a height and itself. */
  private joinLeft(level: number): void {
    copyBytes(this.subtrees, level * HASH_BYTES, HASH_BYTES, node, LEFT);
    writeDigest(sha256Text(node), node, RIGHT);
  }
}

export function rootOf(leaves: readonly Hash[]): Hash {
  const tree = MerkleFrontier.empty();
  for (const leaf of leaves) tree.append(leaf);
  return tree.root();
}

/** The hashes that lead from a leaf to the root, the lowest first (RFC 6962, 2.1.1). */
export function inclusionPath(leaves: readonly Hash[], index: number): readonly Hash[] {
  if (index < 0 || index >= leaves.length) throw new RangeError(`no leaf ${index} among ${leaves.length}`);
  if (leaves.length === 1) return [];
  const split = largestPowerBelow(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return index < split
    ? [...inclusionPath(left, index), rootOf(right)]
    : [...inclusionPath(right, index - split), rootOf(left)];
}

/** The root that a leaf and its path lead to, or null where the path has the wrong length (RFC 9162, 2.1.3.2). */
export function rootFromInclusion(leaf: Hash, index: number, size: number, path: readonly Hash[]): Hash | null {
  if (index < 0 || index >= size) return null;
  let [position, last, root] = [index, size - 1, leaf];
  for (const sibling of path) {
    if (last === 0) return null;
    if (position % 2 === 1 || position === last) {
      root = nodeHash(sibling, root);
      while (position % 2 === 0 && position !== 0) {
        position = Math.floor(position / 2);
        last = Math.floor(last / 2);
      }
    } else {
      root = nodeHash(root, sibling);
    }
    position = Math.floor(position / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? root : null;
}

/** What proves that the first `oldSize` leaves of the tree are an older tree (RFC 6962, 2.1.2). */
export function consistencyPath(leaves: readonly Hash[], oldSize: number): readonly Hash[] {
  if (oldSize < 0 || oldSize > leaves.length) throw new RangeError(`no older tree of ${oldSize} leaves`);
  return oldSize === 0 ? [] : subProof(leaves, oldSize, true);
}

function subProof(leaves: readonly Hash[], oldSize: number, isOldRootKnown: boolean): readonly Hash[] {
  if (oldSize === leaves.length) return isOldRootKnown ? [] : [rootOf(leaves)];
  const split = largestPowerBelow(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return oldSize <= split
    ? [...subProof(left, oldSize, isOldRootKnown), rootOf(right)]
    : [...subProof(right, oldSize - split, false), rootOf(left)];
}

export interface TreeState {
  readonly size: number;
  readonly root: Hash;
}

/** Whether the path proves that `older` is the beginning of `newer` (RFC 9162, 2.1.4.2). */
export function isConsistent(older: TreeState, newer: TreeState, path: readonly Hash[]): boolean {
  if (older.size > newer.size) return false;
  if (older.size === newer.size) return path.length === 0 && older.root.equals(newer.root);
  if (older.size === 0) return path.length === 0;
  const isWhole = levelsOf(older.size).length === 1;
  const [first, ...rest] = isWhole ? [older.root, ...path] : path;
  if (first === undefined) return false;
  let [position, last] = [older.size - 1, newer.size - 1];
  while (position % 2 === 1) {
    position = Math.floor(position / 2);
    last = Math.floor(last / 2);
  }
  let [oldRoot, newRoot] = [first, first];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (position % 2 === 1 || position === last) {
      oldRoot = nodeHash(sibling, oldRoot);
      newRoot = nodeHash(sibling, newRoot);
      while (position % 2 === 0 && position !== 0) {
        position = Math.floor(position / 2);
        last = Math.floor(last / 2);
      }
    } else {
      newRoot = nodeHash(newRoot, sibling);
    }
    position = Math.floor(position / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && oldRoot.equals(older.root) && newRoot.equals(newer.root);
}

function largestPowerBelow(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

/** The heights of the complete subtrees of a tree, the lowest first: the bits of its size. */
function levelsOf(size: number): number[] {
  const levels: number[] = [];
  for (let [rest, level] = [size, 0]; rest > 0; rest = Math.floor(rest / 2), level += 1) {
    if (rest % 2 === 1) levels.push(level);
  }
  return levels;
}
