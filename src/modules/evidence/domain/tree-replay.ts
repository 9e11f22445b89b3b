import type { Finding, Report } from './finding';
import { type Hash, MerkleFrontier } from './merkle-tree';

/** How a tree grew with one checkpoint, as it was written down. */
export interface WrittenHead {
  readonly checkpoint: number;
  readonly firstPosition: number;
  readonly size: number;
  readonly root: Hash;
  readonly keys: readonly string[];
  /** The first eight bytes of each leaf, as a signed number. */
  readonly fingerprints: readonly bigint[];
}

/** Where the rows of a tree stand, for findings. */
export type RowOf = (key: string) => Pick<Finding, 'table' | 'volunteerId' | 'accountKind' | 'seq' | 'key'>;

/**
 * Grows a tree again from the rows as they are now, head by head, and says which row is gone or changed, or which head
 * does not follow. A root that fits proves rows, order and number of everything up to it.
 */
export class TreeReplay {
  private readonly grown = MerkleFrontier.empty();
  private readonly seen = new Set<string>();
  /** After a leaf that is not what it was, roots say nothing new. */
  private isBroken = false;
  private last: WrittenHead | null = null;

  constructor(
    private readonly tree: string,
    private readonly rowOf: RowOf,
    private readonly report: Report,
  ) {}

  get leafCount(): number {
    return this.grown.size;
  }

  /**
   * @param leaves the leaves of the head's rows now, in the order of its keys; null for a row that is gone.
   * @param column what a changed row is called wrong in.
   */
  next(head: WrittenHead, leaves: readonly (Hash | null)[], column: string): void {
    if (head.firstPosition !== this.grown.size) this.headWrong(head, 'first_position');
    if (head.size !== this.grown.size + head.keys.length) this.headWrong(head, 'size');
    head.keys.forEach((key, index) => {
      const leaf = leaves[index] ?? null;
      if (this.seen.has(key)) this.headWrong(head, 'keys');
      this.seen.add(key);
      if (leaf === null) {
        this.isBroken = true;
        this.report({
          ...this.rowOf(key),
          column: 'seq',
          problem: 'MISSING',
          tree: this.tree,
          checkpoint: head.checkpoint,
        });
        this.grown.append(Buffer.alloc(32));
        return;
      }
      if (leaf.readBigInt64BE(0) !== head.fingerprints[index]) {
        this.isBroken = true;
        this.report({ ...this.rowOf(key), column, problem: 'CHANGED', tree: this.tree, checkpoint: head.checkpoint });
      }
      this.grown.append(leaf);
    });
    if (!this.isBroken && !this.grown.root().equals(head.root)) this.headWrong(head, 'root');
    this.last = head;
  }

  /** @param signed size and root of the tree in the newest checkpoint whose signature holds; null where it has none. */
  end(signed: { readonly size: number; readonly root: Hash } | null): void {
    const [size, root] = [this.last?.size ?? 0, this.last?.root];
    if (size === (signed?.size ?? 0) && (!signed || root?.equals(signed.root))) return;
    this.report({ table: 'ledger_tree_head', column: 'root', problem: 'CHANGED', tree: this.tree });
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
