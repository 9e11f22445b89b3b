import type { CheckpointAudit } from '../domain/checkpoint-audit';
import type { Report } from '../../../kernel/finding';
import { type Leaves, TreeReplay } from '../domain/tree-replay';
import type { FactTable } from '../persistence/fact-tables';
import type { LedgerScan, StoredHead } from '../persistence/ledger-scan';
import { type AuditFindings, wrongHead } from './audit-findings';

/** Rows of facts that are looked up with one statement: some 100 bytes each are held meanwhile. */
const FACTS_AT_A_TIME = 200_000;
/** Reading a row in passing is so many times as quick as looking it up. */
const LOOKUP_COST = 8;
const ALL_GONE: Leaves = { bytes: Buffer.alloc(0), at: () => -1 };

/** Audits the trees of the other append-only tables against their rows as they are now. */
export class FactTreeAudit {
  factCount = 0;

  constructor(
    private readonly scan: LedgerScan,
    private readonly checkpoints: CheckpointAudit,
    private readonly findings: AuditFindings,
  ) {}

  /** @param onTree is called after each. */
  async run(onTree: (done: number, of: number) => void): Promise<void> {
    const tables = new Map((await this.scan.factTables()).map((table) => [`fact/${table.name}`, table]));
    const trees = this.checkpoints.trees.filter((tree) => tree.startsWith('fact/'));
    const entryTrees = (await this.scan.partitions()).map((partition) => `entry/${partition}`);
    const strange = this.findings.question();
    for (const tree of this.checkpoints.trees) {
      if (entryTrees.includes(tree) || tables.has(tree)) continue;
      strange({ table: 'ledger_tree_head', column: 'tree', problem: 'UNEXPECTED', tree });
    }
    for (const [index, tree] of trees.entries()) {
      await this.auditTree(tree, tables.get(tree), strange);
      onTree(index + 1, trees.length);
    }
  }

  private async auditTree(tree: string, table: FactTable | undefined, strange: Report): Promise<void> {
    const name = tree.slice('fact/'.length);
    const replay = new TreeReplay(tree, (key) => ({ table: name, key }), this.findings.question());
    for await (const heads of batches(this.scan.heads(tree))) {
      const leaves = await this.currentLeaves(table, heads, strange);
      for (const [index, head] of heads.entries()) replay.next(head, leaves[index] ?? ALL_GONE, '*');
    }
    replay.end(this.checkpoints.headOf(tree));
    this.factCount += replay.leafCount;
  }

  /** The rows of heads that name the same columns, looked up at once. */
  private async currentLeaves(
    table: FactTable | undefined,
    heads: readonly StoredHead[],
    report: Report,
  ): Promise<readonly Leaves[]> {
    const columns = heads[0]?.columns ?? [];
    if (!table) return [];
    if (columns.length === 0 || columns.some((column) => !table.columns.includes(column))) {
      for (const { checkpoint } of heads) report(wrongHead(checkpoint, `fact/${table.name}`, 'columns'));
      return [];
    }
    const rows = heads.reduce((sum, { keys }) => sum + keys.length, 0);
    const all = this.checkpoints.headOf(`fact/${table.name}`)?.size ?? 0;
    return this.scan.leavesOfHeads(table, columns, heads, LOOKUP_COST * rows > all);
  }
}

/** Heads that follow each other and name the same columns, some thousand rows at a time. */
async function* batches(heads: AsyncIterable<StoredHead>): AsyncGenerator<readonly StoredHead[]> {
  let batch: StoredHead[] = [];
  let rows = 0;
  for await (const head of heads) {
    const isOther = batch.length > 0 && batch[0]?.columns?.join() !== head.columns?.join();
    if (isOther || rows >= FACTS_AT_A_TIME) {
      yield batch;
      [batch, rows] = [[], 0];
    }
    batch.push(head);
    rows += head.keys.length;
  }
  if (batch.length > 0) yield batch;
}
