import { createHash } from 'node:crypto';

/** SHA-256, 32 bytes. */
export type Hash = Buffer;

/** The root of a tree without leaves. */
export const EMPTY_ROOT: Hash = createHash('sha256').digest();

const node = Buffer.alloc(65, 1);

/** RFC 6962: a leaf is hashed behind a zero byte, a node behind a one, so that neither can pass for the other. */
export function leafHash(data: Buffer): Hash {
  return createHash('sha256')
    .update(Buffer.from([0]))
    .update(data)
    .digest();
}

export function nodeHash(left: Hash, right: Hash): Hash {
  left.copy(node, 1, 0, 32);
  right.copy(node, 33, 0, 32);
  return createHash('sha256').update(node).digest();
}

/**
 * A growing Merkle tree of RFC 6962 of which only the roots of its complete subtrees are kept (one per set bit of the
 * size): enough to append and to tell the root.
 */
export class MerkleFrontier {
  private constructor(
    private count: number,
    private readonly subtrees: Hash[],
  ) {}

  static empty(): MerkleFrontier {
    return new MerkleFrontier(0, []);
  }

  /** @param subtrees roots of the complete subtrees, the largest first, as `subtreeRoots` gave them. */
  static of(size: number, subtrees: readonly Hash[]): MerkleFrontier {
    if (subtrees.length !== bitCount(size)) throw new RangeError(`a tree of ${size} leaves has other subtrees`);
    return new MerkleFrontier(size, [...subtrees]);
  }

  get size(): number {
    return this.count;
  }

  get subtreeRoots(): readonly Hash[] {
    return this.subtrees;
  }

  /** @param hash the leaf's hash, not its data. */
  append(hash: Hash): void {
    let carried = hash;
    for (let rest = this.count; rest % 2 === 1; rest = Math.floor(rest / 2)) {
      carried = nodeHash(this.subtrees.pop() ?? EMPTY_ROOT, carried);
    }
    this.subtrees.push(carried);
    this.count += 1;
  }

  root(): Hash {
    const last = this.subtrees.at(-1);
    if (last === undefined) return EMPTY_ROOT;
    return this.subtrees.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last);
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
  const isWhole = bitCount(older.size) === 1;
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

function bitCount(size: number): number {
  let bits = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) bits += rest % 2;
  return bits;
}
