import { hashes, verify } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import type { components } from '../../../api/schema';
import {
  bytesOfHex,
  bytesOfId,
  digest,
  eightBytes,
  HASH_BYTES,
  hexOf,
  joined,
  lengthAnd,
  lengthAndText,
  utf8,
} from './bytes';
import { leafHash, rootFromInclusion } from './merkle';

type Schemas = components['schemas'];
export type Checkpoint = Schemas['CheckpointResponse'];
export type PublishedKey = Schemas['PublishedKeyResponse'];

/** All of an entry that its hash covers, as the service writes it. */
export interface Entry {
  readonly volunteerId: string;
  readonly accountKind: string;
  readonly seq: number;
  readonly entryId: string;
  readonly amount: number;
  readonly balanceAfter: number;
  readonly issuerDivisionId: string;
  readonly reason: string;
  readonly causeKind: string;
  readonly causeId: string;
  readonly reversesSeq: number | null;
  readonly ruleVersion: string;
  readonly effectiveAtUs: string;
  readonly recordedAtUs: string;
  readonly recordedBy: string;
  readonly previousHash: string;
  readonly hash: string;
}

export type Proof = Omit<Schemas['InclusionResponse'], 'entry'> & { readonly entry: Entry };

/** One step of a proof as this browser computed it. What the service says it should be stands beside it. */
export interface Step {
  readonly name: string;
  /** What was computed, in a sentence. */
  readonly how: string;
  readonly computed: string;
  readonly given: string;
  readonly holds: boolean;
  /** Where it does not hold: what must have been changed. */
  readonly broken: string;
}

const ENTRY_FORMAT = 'volunteer-ledger/entry/1';
const HEAD_FORMAT = 'volunteer-ledger/tree-head/1';
const CHECKPOINT_FORMAT = 'volunteer-ledger/checkpoint/1';
const UNREADABLE = '读不出来';

hashes.sha512 = sha512;

/** The hash of an entry; null where a field is not what it should be. The order is that of docs/ledger.md. */
export function entryHash(entry: Entry): Uint8Array | null {
  const ids = [entry.volunteerId, entry.entryId, entry.issuerDivisionId, entry.causeId].map(bytesOfId);
  const [volunteer, id, issuer, cause] = ids;
  const previous = bytesOfHex(entry.previousHash);
  const times = [entry.effectiveAtUs, entry.recordedAtUs];
  if (!volunteer || !id || !issuer || !cause || !previous || !times.every((time) => /^-?\d{1,18}$/.test(time)))
    return null;
  return digest(
    lengthAndText(ENTRY_FORMAT),
    lengthAnd(previous),
    volunteer,
    lengthAndText(entry.accountKind),
    eightBytes(entry.seq),
    id,
    eightBytes(entry.amount),
    eightBytes(entry.balanceAfter),
    issuer,
    lengthAndText(entry.reason),
    lengthAndText(entry.causeKind),
    cause,
    entry.reversesSeq === null ? Uint8Array.of(0) : joined(Uint8Array.of(1), eightBytes(entry.reversesSeq)),
    lengthAndText(entry.ruleVersion),
    ...times.map((time) => eightBytes(BigInt(time))),
    lengthAndText(entry.recordedBy),
  );
}

/** The leaf of one tree in the tree of trees. */
export function treeLeaf(tree: string, size: number, root: string): Uint8Array {
  return leafHash(utf8([HEAD_FORMAT, tree, String(size), root, ''].join('\n')));
}

/** The text that is signed. */
export function checkpointText(point: Checkpoint): string {
  const { number, madeAt, treeSize, root, previousHash, keyVersion } = point;
  const lines = [
    CHECKPOINT_FORMAT,
    number,
    madeAt,
    treeSize,
    root,
    previousHash === '' ? '-' : previousHash,
    keyVersion,
  ];
  return lines.map((line) => `${String(line)}\n`).join('');
}

/** Whether a key has signed a checkpoint. */
export function isSigned(point: Checkpoint, publicKey: string): boolean {
  const [key, signature] = [bytesOfHex(publicKey), bytesOfHex(point.signature)];
  if (key?.length !== HASH_BYTES || signature?.length !== 2 * HASH_BYTES) return false;
  try {
    return verify(signature, utf8(checkpointText(point)), key);
  } catch {
    return false;
  }
}

function climbed(
  leaf: string,
  place: { readonly position: number; readonly size: number },
  path: readonly string[],
): string {
  const start = bytesOfHex(leaf);
  const hashesOnTheWay = path.map(bytesOfHex);
  if (start?.length !== HASH_BYTES || hashesOnTheWay.some((hash) => hash?.length !== HASH_BYTES)) return UNREADABLE;
  const root = rootFromInclusion(start, place, hashesOnTheWay as Uint8Array[]);
  return root ? hexOf(root) : '路径长短不对，到不了根';
}

function entryStep({ entry }: Proof): Step {
  const hash = entryHash(entry);
  const computed = hash ? hexOf(hash) : UNREADABLE;
  return {
    name: '这一笔',
    how: `把分录的 15 项和前一笔的散列值连起来，算 SHA-256。${entry.previousHash === '' ? '这是账户的第一笔，前面没有。' : ''}`,
    computed,
    given: entry.hash,
    holds: computed === entry.hash,
    broken: '分录里的某一项、前一笔的散列值或这一笔的散列值被改过。',
  };
}

/**
 * The steps from an entry to the signed root, each from what the step before computed: what the service says of a hash on
 * the way is compared, and never taken.
 */
export function stepsOf(proof: Proof, keys: readonly PublishedKey[]): readonly Step[] {
  const { checkpoint } = proof;
  const entry = entryStep(proof);
  const treeRoot = climbed(entry.computed, { position: proof.position, size: proof.treeSize }, proof.path);
  const leaf = hexOf(treeLeaf(proof.tree, proof.treeSize, treeRoot));
  const root = climbed(leaf, { position: proof.headPosition, size: proof.headCount }, proof.headPath);
  const key = keys.find(({ version }) => version === checkpoint.keyVersion);
  const isKeySigned = key !== undefined && isSigned({ ...checkpoint, root }, key.publicKey);
  return [
    entry,
    {
      name: '所在的树',
      how: `从第 ${proof.position + 1} 片叶子（共 ${proof.treeSize} 片）往上，和 ${proof.path.length} 个相邻的散列值逐层合并。`,
      computed: treeRoot,
      given: proof.treeRoot,
      holds: treeRoot === proof.treeRoot,
      broken: '这一笔不在这棵树里，或者树的路径被改过。',
    },
    {
      name: '检查点的根',
      how: `这棵树是 ${proof.headCount} 棵里的第 ${proof.headPosition + 1} 棵，再往上合并 ${proof.headPath.length} 层。`,
      computed: root,
      given: checkpoint.root,
      holds: root === checkpoint.root,
      broken: '这棵树不在这个检查点里，或者检查点的根被改过。',
    },
    {
      name: '签名',
      how: `用第 ${checkpoint.keyVersion} 版公钥，对算出的根、编号和时间验 Ed25519 签名。`,
      computed: isKeySigned ? '签名是这把钥匙签的' : '签名对不上',
      given: key ? `公钥 ${key.publicKey}` : '没有公布这一版公钥',
      holds: isKeySigned,
      broken: '检查点的编号、时间、根或签名被改过，或者不是街道的钥匙签的。',
    },
  ];
}
