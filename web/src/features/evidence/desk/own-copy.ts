import type { components } from '../../../api/schema';
import { bytesOfHex, hexOf } from './bytes';
import { isBeginningOf, rootOf } from './merkle';
import { type Checkpoint, type Proof, type Step, treeLeaf } from './proof';

type Schemas = components['schemas'];

/** As many digits of a root as are printed on certificates and reports. */
const PRINTED_DIGITS = 16;

/** What an auditor copied down: the number of a checkpoint where it is known, and its root or the first digits of it. */
export interface OwnCopy {
  readonly number: number | null;
  readonly root: string;
}

/** Reads what was pasted: a saved answer of the service, a number and a root, or a root alone. Null where it is none. */
export function readOwnCopy(pasted: string): OwnCopy | null {
  const saved = /"number"\s*:\s*(\d+)[\s\S]*?"root"\s*:\s*"([0-9a-f]{64})"/i.exec(pasted);
  if (saved) return { number: Number(saved[1]), root: (saved[2] ?? '').toLowerCase() };
  const text = pasted.trim().toLowerCase();
  const [, number, spaced = text] = /^第?\s*(\d{1,12})\s*号?[\s:：，,]+([0-9a-f\s]+)$/.exec(text) ?? [];
  const root = spaced.replace(/\s/g, '');
  if (!/^[0-9a-f]+$/.test(root) || root.length < PRINTED_DIGITS || root.length > 64) return null;
  return { number: number === undefined ? null : Number(number), root };
}

/** The step that compares with the newest checkpoint itself. */
export function sameCheckpointStep(copy: OwnCopy, { root, number }: Checkpoint): Step {
  const isWhole = copy.root.length === root.length;
  return {
    name: '您抄下的根',
    how: isWhole ? '与您抄下的根逐位比较。' : `您抄下的是前 ${copy.root.length} 位，比较这几位。`,
    computed: root,
    given: copy.root,
    holds: root.startsWith(copy.root),
    broken: `第 ${number} 号检查点的根与您抄下的不同：抄下以后，台账被改写过，或者抄的不是这个编号。`,
  };
}

/** What the service says of an older checkpoint, and of how the newest grew out of it. */
export interface OlderCopy {
  readonly older: Schemas['CheckpointDetailResponse'];
  readonly consistency: Schemas['ConsistencyResponse'];
}

/**
 * The steps that lead back to an older root that the auditor kept: its trees hash to the root kept, and the tree of the
 * entry is the beginning of that in the newest checkpoint.
 */
export function olderCheckpointSteps(
  copy: OwnCopy,
  { older, consistency }: OlderCopy,
  proof: Proof,
  treeRoot: string,
): readonly Step[] {
  const root = hexOf(rootOf(older.heads.map(({ tree, size, root: own }) => treeLeaf(tree, size, own))));
  const head = older.heads.find(({ tree }) => tree === proof.tree);
  const grown = consistency.trees.find(({ tree }) => tree === proof.tree);
  const isIn = head !== undefined && proof.position < head.size;
  const before = bytesOfHex(head?.root ?? '?');
  const now = bytesOfHex(treeRoot);
  const path = (grown?.path ?? []).map(bytesOfHex);
  const isGrown =
    isIn &&
    before !== null &&
    now !== null &&
    path.every((hash) => hash !== null) &&
    isBeginningOf({ size: head.size, root: before }, { size: proof.treeSize, root: now }, path as Uint8Array[]);
  return [
    {
      name: '您抄下的根',
      how: `由第 ${older.number} 号检查点的 ${older.heads.length} 棵树重算出根，与您抄下的比较。`,
      computed: root,
      given: copy.root,
      holds: root.startsWith(copy.root),
      broken: `第 ${older.number} 号检查点现在的根与您抄下的不同：抄下以后，台账被改写过，或者抄的不是这个编号。`,
    },
    {
      name: '从那时到现在',
      how: isIn
        ? `那时这棵树有 ${head.size} 片叶子，这一笔是第 ${proof.position + 1} 片；用 ${path.length} 个散列值证明那时的树是现在的开头。`
        : '看这一笔在不在您抄下的检查点里。',
      computed: isGrown ? '只在后面添，前面没有动过' : isIn ? '那时的树不是现在的开头' : '这一笔在那以后才入账',
      given: head?.root ?? '那时还没有这棵树',
      holds: isGrown,
      broken: isIn
        ? '抄下以后，这棵树里已有的内容被改过，或者证明被改过。'
        : '您抄下的检查点还没有这一笔，证明不了它。请用更晚抄下的检查点。',
    },
  ];
}
