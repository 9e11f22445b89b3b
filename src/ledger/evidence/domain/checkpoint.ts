import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { type Hash, leafHash, rootOf } from './merkle-tree';

/** The state of one tree at a checkpoint. Trees are named `entry/00` … `entry/63` (ledger) and `fact/<table>`. */
export interface TreeHead {
  readonly tree: string;
  readonly size: number;
  readonly root: Hash;
}

/** What a checkpoint says. */
export interface CheckpointBody {
  /** From 1 without gaps. */
  readonly number: number;
  /** ISO 8601, UTC, milliseconds. */
  readonly madeAt: string;
  /** Leaves of all trees together. */
  readonly treeSize: number;
  /** Merkle root over the heads of all trees. */
  readonly root: Hash;
  /** `checkpointHash` of the previous checkpoint; empty for the first. */
  readonly previousHash: Buffer;
  readonly keyVersion: number;
}

export interface SignedCheckpoint extends CheckpointBody {
  /** Ed25519, 64 bytes, over the text. */
  readonly signature: Buffer;
}

const FORMAT = 'volunteer-ledger/checkpoint/1';
const KEY_FORMAT = 'volunteer-ledger/key/1';
const HEAD_FORMAT = 'volunteer-ledger/tree-head/1';

/** The text that is signed: seven lines, each ended by a line feed. */
export function checkpointText(body: CheckpointBody): string {
  return [
    FORMAT,
    String(body.number),
    body.madeAt,
    String(body.treeSize),
    body.root.toString('hex'),
    body.previousHash.length === 0 ? '-' : body.previousHash.toString('hex'),
    String(body.keyVersion),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

/** SHA-256 over text and signature: what the next checkpoint is chained to. */
export function checkpointHash(checkpoint: SignedCheckpoint): Hash {
  return createHash('sha256').update(checkpointText(checkpoint), 'utf8').update(checkpoint.signature).digest();
}

/** The leaf of one tree in the tree of trees: four lines, each ended by a line feed. */
export function treeHeadLeaf({ tree, size, root }: TreeHead): Hash {
  return leafHash(Buffer.from([HEAD_FORMAT, tree, String(size), root.toString('hex'), ''].join('\n'), 'utf8'));
}

/** The root over all trees that have leaves, ordered by name (as bytes). */
export function rootOfTrees(heads: readonly TreeHead[]): Hash {
  return rootOf(orderedHeads(heads).map(treeHeadLeaf));
}

export function orderedHeads(heads: readonly TreeHead[]): readonly TreeHead[] {
  return heads.filter(({ size }) => size > 0).sort((a, b) => (a.tree < b.tree ? -1 : a.tree > b.tree ? 1 : 0));
}

/** A public key and who vouches for it: the key before it, the first one itself. */
export interface PublishedKey {
  readonly version: number;
  /** Raw Ed25519, 32 bytes. */
  readonly publicKey: Buffer;
  /** ISO 8601, UTC, milliseconds. */
  readonly createdAt: string;
  readonly signature: Buffer;
}

export function keyText(key: Omit<PublishedKey, 'signature'>): string {
  return `${KEY_FORMAT}\n${key.version}\n${key.publicKey.toString('hex')}\n${key.createdAt}\n`;
}

const PRIVATE_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** @param seed 32 bytes. */
export function privateKeyOf(seed: Buffer): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PRIVATE_PREFIX, seed]), format: 'der', type: 'pkcs8' });
}

/** The raw public key of a seed, 32 bytes. */
export function publicKeyOf(seed: Buffer): Buffer {
  return createPublicKey(privateKeyOf(seed)).export({ format: 'der', type: 'spki' }).subarray(PUBLIC_PREFIX.length);
}

export function signText(text: string, seed: Buffer): Buffer {
  return sign(null, Buffer.from(text, 'utf8'), privateKeyOf(seed));
}

/** @param publicKey raw, 32 bytes. */
export function isSignedBy(text: string, signature: Buffer, publicKey: Buffer): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  const key = createPublicKey({ key: Buffer.concat([PUBLIC_PREFIX, publicKey]), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(text, 'utf8'), key, signature);
}
