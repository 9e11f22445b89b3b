import type { components } from '../../../api/schema';
import { bytesOfHex, hexOf } from './bytes';
import { isBeginningOf, rootOf } from './merkle';
import { treeLeaf } from './proof';

type Schemas = components['schemas'];
type Detail = Schemas['CheckpointDetailResponse'];

/** What came of the trees of entries between two checkpoints. */
export interface Growth {
  readonly trees: number;
  readonly grown: number;
  /** What does not fit: names of trees, or of a checkpoint whose trees do not hash to its root. */
  readonly broken: readonly string[];
}

/** Whether the trees of a checkpoint hash to the root that it was signed with. */
export function isWhole({ heads, root }: Detail): boolean {
  return hexOf(rootOf(heads.map((head) => treeLeaf(head.tree, head.size, head.root)))) === root;
}

/** Follows every tree of entries from the earlier checkpoint to the later; a tree that the proof leaves out is broken. */
export function growthOf({ trees }: Schemas['ConsistencyResponse'], older: Detail, newer: Detail): Growth {
  const states = (point: Detail) => new Map(point.heads.map((head) => [head.tree, head]));
  const [before, after] = [states(older), states(newer)];
  const proofs = new Map(trees.map((one) => [one.tree, one]));
  const entryTrees = older.heads.filter(({ tree }) => tree.startsWith('entry/'));
  const broken = entryTrees.filter(({ tree }) => {
    const [old, now, proof] = [before.get(tree), after.get(tree), proofs.get(tree)];
    const [oldRoot, newRoot] = [bytesOfHex(old?.root ?? '?'), bytesOfHex(now?.root ?? '?')];
    const way = (proof?.path ?? []).map(bytesOfHex);
    if (!old || !now || !proof || !oldRoot || !newRoot || way.some((hash) => hash === null)) return true;
    return !isBeginningOf({ size: old.size, root: oldRoot }, { size: now.size, root: newRoot }, way as Uint8Array[]);
  });
  const unwhole = [older, newer].filter((point) => !isWhole(point)).map(({ number }) => `第 ${number} 号检查点的根`);
  return {
    trees: entryTrees.length,
    grown: entryTrees.filter(({ tree, size }) => (after.get(tree)?.size ?? 0) > size).length,
    broken: [...unwhole, ...broken.map(({ tree }) => tree)],
  };
}
