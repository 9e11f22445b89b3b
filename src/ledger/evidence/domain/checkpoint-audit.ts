import {
  checkpointHash,
  checkpointText,
  isSignedBy,
  keyText,
  type PublishedKey,
  type SignedCheckpoint,
  type TreeHead,
  treeHeadLeaf,
} from './checkpoint';
import type { Report } from '../../../kernel/finding';
import { type Hash, rootOf } from './merkle-tree';

/**
 * Checks keys and checkpoints in the order of their numbers: each key is vouched for, each checkpoint is signed, follows
 * the one before it and names the roots that the trees had.
 */
export class CheckpointAudit {
  private readonly keys = new Map<number, PublishedKey>();
  private readonly heads = new Map<string, TreeHead>();
  private readonly leaves = new Map<string, Hash>();
  private readonly hashes: Hash[] = [];
  private sorted: readonly string[] = [];
  private treeSize = 0;
  private previous: SignedCheckpoint | null = null;

  /** @param trusted a public key (raw, 32 bytes) that the auditor has from elsewhere: the chain of keys must hold it. */
  constructor(
    keys: readonly PublishedKey[],
    private readonly report: Report,
    trusted?: Buffer,
  ) {
    let voucher: PublishedKey | undefined;
    for (const key of [...keys].sort((a, b) => a.version - b.version)) {
      const by = voucher ?? key;
      if (!isSignedBy(keyText(key), key.signature, by.publicKey)) {
        this.report({ table: 'ledger_signing_key', column: 'signature', problem: 'CHANGED', key: String(key.version) });
      }
      this.keys.set(key.version, key);
      voucher = key;
    }
    if (trusted && !keys.some(({ publicKey }) => publicKey.equals(trusted))) {
      this.report({ table: 'ledger_signing_key', column: 'public_key', problem: 'UNEXPECTED' });
    }
  }

  /** @param grown heads of the trees that grew with it. */
  next(checkpoint: SignedCheckpoint, grown: readonly TreeHead[]): void {
    const expected = (this.previous?.number ?? 0) + 1;
    const wrong = (column: string): void =>
      this.report({ table: 'ledger_checkpoint', column, problem: 'CHANGED', checkpoint: checkpoint.number });
    if (checkpoint.number !== expected) {
      this.report({ table: 'ledger_checkpoint', column: 'number', problem: 'MISSING', checkpoint: expected });
    }
    for (const head of grown) this.grow(head);
    const key = this.keys.get(checkpoint.keyVersion);
    if (!key) wrong('key_version');
    else if (!isSignedBy(checkpointText(checkpoint), checkpoint.signature, key.publicKey)) wrong('signature');
    else if (!this.hashOf(expected - 1).equals(checkpoint.previousHash)) wrong('previous_hash');
    else if (this.treeSize !== checkpoint.treeSize) wrong('tree_size');
    else if (!this.rootNow().equals(checkpoint.root)) wrong('root');
    this.hashes[checkpoint.number - 1] = checkpointHash(checkpoint);
    this.previous = checkpoint;
  }

  /** The newest checkpoint. */
  get latest(): SignedCheckpoint | null {
    return this.previous;
  }

  /** The heads at the newest checkpoint. */
  headOf(tree: string): TreeHead | null {
    return this.heads.get(tree) ?? null;
  }

  get trees(): readonly string[] {
    return this.sorted;
  }

  /** Compares with what was seen elsewhere; for one line of a witness after the other. */
  compare(witnessed: SignedCheckpoint): void {
    const known = this.hashes[witnessed.number - 1];
    if (known?.equals(checkpointHash(witnessed))) return;
    this.report({
      table: 'ledger_checkpoint',
      column: known ? 'signature' : 'number',
      problem: known ? 'CHANGED' : 'MISSING',
      checkpoint: witnessed.number,
    });
  }

  private grow(head: TreeHead): void {
    const before = this.heads.get(head.tree);
    this.treeSize += head.size - (before?.size ?? 0);
    this.heads.set(head.tree, head);
    this.leaves.set(head.tree, treeHeadLeaf(head));
    if (!before) this.sorted = [...this.heads.keys()].sort((a, b) => (a < b ? -1 : 1));
  }

  private rootNow(): Hash {
    return rootOf(this.sorted.flatMap((tree) => this.leaves.get(tree) ?? []));
  }

  private hashOf(number: number): Hash {
    return this.hashes[number - 1] ?? Buffer.alloc(0);
  }
}
