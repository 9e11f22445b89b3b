import type { Finding, Report } from '../../../kernel/finding';
import { LeafSet } from './leaf-set';
import { type Hash, MerkleFrontier } from './merkle-tree';
import { HASH_BYTES } from './sha256';

/** Texts by place: an array, or what is decoded only when somebody asks. */
export interface Texts {
  readonly length: number;
  at(index: number): string | undefined;
}

/** How a tree grew with one checkpoint, as it was written down. */
export interface WrittenHead {
  readonly checkpoint: number;
  readonly firstPosition: number;
  readonly size: number;
  readonly root: Hash;
  readonly keys: Texts;
  /** The first eight bytes of each leaf, one after the other. */
  readonly fingerprints: Buffer;
}

export const FINGERPRINT_BYTES = 8;

/** The leaves of a head's rows as they are now, in the order of its keys. */
export interface Leaves {
  readonly bytes: Buffer;
  /** Where the leaf of a row stands in `bytes`; negative for a row that is gone. */
  at(index: number): number;
}

/** Leaves of which each is a buffer of its own; null for a row that is gone. */
export function leavesOf(hashes: readonly (Hash | null)[]): Leaves {
  const bytes = Buffer.alloc(hashes.length * HASH_BYTES);
  hashes.forEach((hash, index) => hash?.copy(bytes, index * HASH_BYTES));
  return { bytes, at: (index) => (hashes[index] ? index * HASH_BYTES : -1) };
}

/** Where the rows of a tree stand, for findings. */
export type RowOf = (key: string) => Pick<Finding, 'table' | 'volunteerId' | 'accountKind' | 'seq' | 'key'>;

const NO_LEAF: Hash = Buffer.alloc(HASH_BYTES);

/**
 * Grows a tree again from the rows as they are now, head by head, and says which row is gone or changed, or which head
 * does not follow. A root that fits proves rows, order and number of everything up to it.
 */
export class TreeReplay {
  private readonly grown = MerkleFrontier.empty();
  private readonly seen = new LeafSet();
  /** After a leaf that is not what it was, roots say nothing new. */
  private isBroken = false;
  private last: Pick<WrittenHead, 'size' | 'root'> | null = null;

  constructor(
    private readonly tree: string,
    private readonly rowOf: RowOf,
    private readonly report: Report,
  ) {}

  get leafCount(): number {
    return this.grown.size;
  }

  /** @param column what a changed row is called wrong in. */
  next(head: WrittenHead, leaves: Leaves, column: string): void {
    if (head.firstPosition !== this.grown.size) this.headWrong(head, 'first_position');
    if (head.size !== this.grown.size + head.keys.length) this.headWrong(head, 'size');
    const changed: number[] = [];
    for (let index = 0; index < head.keys.length; index += 1) {
      const at = leaves.at(index);
      if (at < 0) {
        this.isBroken = true;
        this.rowWrong(head, index, 'seq', 'MISSING');
        this.grown.append(NO_LEAF);
        continue;
      }
      // A doubled key finds the row of the first.
      if (!this.seen.add(leaves.bytes, at)) this.headWrong(head, 'keys');
      else if (!isFingerprint(head.fingerprints, index, leaves.bytes, at)) changed.push(index);
      this.grown.append(leaves.bytes, at);
    }
    const isAsSigned = !this.isBroken && this.grown.root().equals(head.root);
    // Where the root fits, the rows are right and the fingerprints are not.
    if (isAsSigned && changed.length > 0) this.headWrong(head, 'fingerprints');
    if (!isAsSigned) {
      if (changed.length > 0) this.isBroken = true;
      for (const index of changed) this.rowWrong(head, index, column, 'CHANGED');
    }
    if (!isAsSigned && !this.isBroken) this.headWrong(head, 'root');
    this.last = { size: head.size, root: Buffer.from(head.root) };
  }

  /** @param signed size and root of the tree in the newest checkpoint whose signature holds; null where it has none. */
  end(signed: { readonly size: number; readonly root: Hash } | null): void {
    const [size, root] = [this.last?.size ?? 0, this.last?.root];
    if (size === (signed?.size ?? 0) && (!signed || root?.equals(signed.root))) return;
    this.report({ table: 'ledger_tree_head', column: 'root', problem: 'CHANGED', tree: this.tree });
  }

  private rowWrong(head: WrittenHead, index: number, column: string, problem: Finding['problem']): void {
    const row = this.rowOf(head.keys.at(index) ?? '');
    this.report({ ...row, column, problem, tree: this.tree, checkpoint: head.checkpoint });
  }

  private headWrong(head: WrittenHead, column: string): void {
    this.isBroken = true;
    this.report({
      table: 'ledger_tree_head',
      column,
      problem: 'CHANGED',
      tree: this.tree,
      checkpoint: head.checkpoint,
    });
  }
}

function isFingerprint(fingerprints: Buffer, index: number, leaf: Buffer, at: number): boolean {
  const from = index * FINGERPRINT_BYTES;
  for (let byte = 0; byte < FINGERPRINT_BYTES; byte += 1) {
    if (fingerprints[from + byte] !== leaf[at + byte]) return false;
  }
  return true;
}
