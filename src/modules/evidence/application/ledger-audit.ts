import { Injectable } from '@nestjs/common';
import { Runtime } from '../../../platform/config/runtime';
import { BranchServers } from '../../../platform/database/two-phase';
import { badMonthsSql, badRecordsSql } from '../../ledger';
import { AccountAudit } from '../domain/account-audit';
import { CheckpointAudit } from '../domain/checkpoint-audit';
import { atMost, type Finding, type Report } from '../domain/finding';
import { TreeReplay } from '../domain/tree-replay';
import type { FactTable } from '../persistence/fact-tables';
import { LedgerScan, type StoredHead } from '../persistence/ledger-scan';
import {
  badEntryLinksSql,
  badManualLinksSql,
  recordsWithoutPunchSql,
  unpostedCausesSql,
} from '../persistence/link-sql';
import { Witness } from '../persistence/witness';

const FINDINGS_PER_QUESTION = 20;
/** Rows of facts that are looked up with one statement. */
const FACTS_AT_A_TIME = 5_000;
/** Whether an entry is much older than the newest checkpoint: more than clocks may differ and a backlog may take. */
const oldEntrySql = `select 1 from ledger_entry
  where volunteer_id = $1 and account_kind = $2 and seq = $3 and recorded_at < $4::timestamptz - interval '3 hours'`;

export interface AuditProgress {
  readonly step: 'CHECKPOINTS' | 'PARTITIONS' | 'FACTS' | 'LINKS';
  readonly done: number;
  readonly of: number;
  readonly findings: number;
}

export interface LedgerAuditResult {
  readonly isIntact: boolean;
  readonly entryCount: number;
  readonly accountCount: number;
  /** Rows of the other append-only tables that are leaves. */
  readonly factCount: number;
  /** The newest checkpoint; null before the first. */
  readonly checkpointNumber: number | null;
  /** Checkpoints that the witness file confirms; null where there is no such file. */
  readonly witnessedCount: number | null;
  readonly findingCount: number;
  /** At most 20 of each kind and partition. */
  readonly findings: readonly Finding[];
}

/**
 * Recomputes everything in one snapshot: signatures and succession of the checkpoints, the witness, chains, numbers,
 * balances and trees of every partition, the trees of the other facts, monthly sums, and the way from an entry over its
 * service record to the punches. Issuers are minus volunteers by form: an entry is one signed row that names both sides.
 */
@Injectable()
export class LedgerAudit {
  constructor(
    private readonly runtime: Runtime,
    private readonly servers: BranchServers,
    private readonly witness: Witness,
  ) {}

  /**
   * @param onProgress is called after every part.
   * @param limit how many findings of one kind and partition are named.
   */
  async execute(
    onProgress: (progress: AuditProgress) => void = () => undefined,
    limit = FINDINGS_PER_QUESTION,
  ): Promise<LedgerAuditResult> {
    const scan = await LedgerScan.open(this.runtime.databaseUrl, this.servers);
    try {
      return await new AuditPass(scan, this.witness, onProgress, limit).run();
    } finally {
      await scan.close();
    }
  }
}

/** A finding as the database answers it: its number is text. */
type LinkRow = Omit<Finding, 'seq'> & { readonly seq?: string };

/** One run of an audit. */
class AuditPass {
  private readonly findings: Finding[] = [];
  private findingCount = 0;
  private entryCount = 0;
  private accountCount = 0;
  private factCount = 0;

  constructor(
    private readonly scan: LedgerScan,
    private readonly witness: Witness,
    private readonly onProgress: (progress: AuditProgress) => void,
    private readonly limit: number,
  ) {}

  async run(): Promise<LedgerAuditResult> {
    const checkpoints = await this.auditCheckpoints();
    const witnessedCount = await this.compareWitness(checkpoints);
    const partitions = await this.scan.partitions();
    for (const [index, partition] of partitions.entries()) {
      await this.auditPartition(partition, checkpoints);
      this.progress('PARTITIONS', index + 1, partitions.length);
    }
    await this.auditFacts(checkpoints);
    await this.auditLinks();
    return {
      isIntact: this.findingCount === 0,
      entryCount: this.entryCount,
      accountCount: this.accountCount,
      factCount: this.factCount,
      checkpointNumber: checkpoints.latest?.number ?? null,
      witnessedCount,
      findingCount: this.findingCount,
      findings: this.findings,
    };
  }

  private async auditCheckpoints(): Promise<CheckpointAudit> {
    const audit = new CheckpointAudit(await this.scan.keys(), this.question());
    for await (const { checkpoint, grown } of this.scan.checkpoints()) audit.next(checkpoint, grown);
    const strange = this.question();
    for (const { tree, checkpoint } of await this.scan.strayHeads()) {
      strange(wrongHead(Number(checkpoint), tree, 'checkpoint_number'));
    }
    this.progress('CHECKPOINTS', 1, 1);
    return audit;
  }

  private async compareWitness(checkpoints: CheckpointAudit): Promise<number | null> {
    const report = this.question();
    let [count, last] = [0, 0];
    for await (const witnessed of this.witness.all()) {
      if (!witnessed || witnessed.number > last + 1) {
        report({
          table: 'witness',
          column: 'number',
          problem: witnessed ? 'MISSING' : 'CHANGED',
          checkpoint: last + 1,
        });
      }
      if (!witnessed) continue;
      checkpoints.compare(witnessed);
      last = witnessed.number;
      count += 1;
    }
    return count === 0 ? null : count;
  }

  private async auditPartition(partition: string, checkpoints: CheckpointAudit): Promise<void> {
    const states = await this.scan.accounts(partition);
    const audit = new AccountAudit(states, this.question());
    await this.scan.eachEntry(partition, (entry, hash) => audit.entry(entry, hash));
    audit.end();
    this.entryCount += audit.entryCount;
    this.accountCount += states.size;
    const tree = `entry/${partition}`;
    const replay = new TreeReplay(tree, entryOf, this.question());
    const report = this.question();
    for await (const head of this.scan.heads(tree)) {
      if (head.columns !== null) report(wrongHead(head.checkpoint, tree, 'columns'));
      replay.next(
        head,
        head.keys.map((key) => audit.cover(key)),
        'hash',
      );
    }
    replay.end(checkpoints.headOf(tree));
    if (checkpoints.latest) await this.findUncovered(audit, checkpoints.latest.madeAt);
  }

  /** New entries are no leaves yet; an old one was kept from the checkpointer. */
  private async findUncovered(audit: AccountAudit, latestAt: string): Promise<void> {
    const report = this.question();
    let asked = 0;
    for (const { key, seq } of audit.uncovered()) {
      if (asked++ === this.limit) return;
      const [volunteerId = '', accountKind = ''] = key.split('/');
      const old = await this.scan.rows(oldEntrySql, [volunteerId, accountKind, seq, latestAt]);
      if (old.length > 0) {
        report({ table: 'ledger_covered', column: 'seq', problem: 'CHANGED', volunteerId, accountKind, seq });
      }
    }
  }

  private async auditFacts(checkpoints: CheckpointAudit): Promise<void> {
    const tables = new Map((await this.scan.factTables()).map((table) => [`fact/${table.name}`, table]));
    const trees = checkpoints.trees.filter((tree) => tree.startsWith('fact/'));
    const entryTrees = (await this.scan.partitions()).map((partition) => `entry/${partition}`);
    const strange = this.question();
    for (const tree of checkpoints.trees) {
      if (entryTrees.includes(tree) || tables.has(tree)) continue;
      strange({ table: 'ledger_tree_head', column: 'tree', problem: 'UNEXPECTED', tree });
    }
    for (const [index, tree] of trees.entries()) {
      const name = tree.slice('fact/'.length);
      const replay = new TreeReplay(tree, (key) => ({ table: name, key }), this.question());
      for await (const batch of batches(this.scan.heads(tree))) {
        const leaves = await this.currentLeaves(tables.get(tree), batch, strange);
        for (const head of batch)
          replay.next(
            head,
            head.keys.map((key) => leaves.get(key) ?? null),
            '*',
          );
      }
      replay.end(checkpoints.headOf(tree));
      this.factCount += replay.leafCount;
      this.progress('FACTS', index + 1, trees.length);
    }
  }

  /** The rows of heads that name the same columns, looked up at once. */
  private async currentLeaves(
    table: FactTable | undefined,
    heads: readonly StoredHead[],
    report: Report,
  ): Promise<ReadonlyMap<string, Buffer>> {
    const columns = heads[0]?.columns ?? [];
    if (!table) return new Map();
    if (columns.length === 0 || columns.some((column) => !table.columns.includes(column))) {
      for (const { checkpoint } of heads) report(wrongHead(checkpoint, `fact/${table.name}`, 'columns'));
      return new Map();
    }
    return this.scan.factLeaves(
      table,
      columns,
      heads.flatMap(({ keys }) => keys),
    );
  }

  private async auditLinks(): Promise<void> {
    const questions = [
      { sql: badEntryLinksSql },
      { sql: badRecordsSql, table: 'service_record' },
      { sql: recordsWithoutPunchSql },
      { sql: badManualLinksSql },
      { sql: unpostedCausesSql },
      { sql: badMonthsSql, table: 'ledger_month' },
    ];
    for (const [index, { sql, ...fixed }] of questions.entries()) {
      const report = this.question();
      for (const row of await this.scan.rows<LinkRow>(sql, [this.limit])) {
        const { seq, ...rest } = row;
        report({ ...rest, ...fixed, problem: 'CHANGED', ...(seq !== undefined && { seq: Number(seq) }) });
      }
      this.progress('LINKS', index + 1, questions.length);
    }
  }

  private question(): Report {
    const report = atMost(this.limit, (finding) => this.findings.push(finding));
    return (finding) => {
      this.findingCount += 1;
      report(finding);
    };
  }

  private progress(step: AuditProgress['step'], done: number, of: number): void {
    this.onProgress({ step, done, of, findings: this.findingCount });
  }
}

function wrongHead(checkpoint: number, tree: string, column: string): Finding {
  return { table: 'ledger_tree_head', column, problem: 'CHANGED', tree, checkpoint };
}

/** The ledger row behind a leaf, `volunteer/kind/seq`. */
function entryOf(key: string): { table: string; volunteerId: string; accountKind: string; seq: number } {
  const [volunteerId = '', accountKind = '', seq = ''] = key.split('/');
  return { table: 'ledger_entry', volunteerId, accountKind, seq: Number(seq) };
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
