import { AccountAudit } from '../domain/account-audit';
import type { CheckpointAudit } from '../domain/checkpoint-audit';
import { TreeReplay } from '../domain/tree-replay';
import type { LedgerScan } from '../persistence/ledger-scan';
import { type AuditFindings, wrongHead } from './audit-findings';

/** Whether an entry is much older than the newest checkpoint: more than clocks may differ and a backlog may take. */
const oldEntrySql = `select 1 from ledger_entry
  where volunteer_id = $1 and account_kind = $2 and seq = $3 and recorded_at < $4::timestamptz - interval '3 hours'`;

/** Audits the ledger itself, partition by partition: chains, numbers, balances, accounts, and the tree of the entries. */
export class EntryTreeAudit {
  entryCount = 0;
  accountCount = 0;

  constructor(
    private readonly scan: LedgerScan,
    private readonly checkpoints: CheckpointAudit,
    private readonly findings: AuditFindings,
  ) {}

  /** @param onPartition is called after each. */
  async run(onPartition: (done: number, of: number) => void): Promise<void> {
    const partitions = await this.scan.partitions();
    for (const [index, partition] of partitions.entries()) {
      await this.auditPartition(partition);
      onPartition(index + 1, partitions.length);
    }
  }

  private async auditPartition(partition: string): Promise<void> {
    const states = await this.scan.accounts(partition);
    const audit = new AccountAudit(states, this.findings.question());
    await this.scan.eachAuditedEntry(
      partition,
      (key) => audit.begin(key),
      (entry) => audit.entry(entry),
    );
    audit.end();
    this.entryCount += audit.entryCount;
    this.accountCount += states.size;
    const tree = `entry/${partition}`;
    const replay = new TreeReplay(tree, entryOf, this.findings.question());
    const report = this.findings.question();
    await this.scan.eachHead(tree, (head) => {
      if (head.columns !== null) report(wrongHead(head.checkpoint, tree, 'columns'));
      replay.next(head, { bytes: audit.hashes, at: (index) => audit.cover(head.keys.at(index) ?? '') }, 'hash');
    });
    replay.end(this.checkpoints.headOf(tree));
    if (this.checkpoints.latest) await this.findUncovered(audit, this.checkpoints.latest.madeAt);
  }

  /** New entries are no leaves yet; an old one was kept from the checkpointer. */
  private async findUncovered(audit: AccountAudit, latestAt: string): Promise<void> {
    const report = this.findings.question();
    let asked = 0;
    for (const { key, seq } of audit.uncovered()) {
      if (asked++ === this.findings.limit) return;
      const [volunteerId = '', accountKind = ''] = key.split('/');
      const old = await this.scan.rows(oldEntrySql, [volunteerId, accountKind, seq, latestAt]);
      if (old.length > 0) {
        report({ table: 'ledger_covered', column: 'seq', problem: 'CHANGED', volunteerId, accountKind, seq });
      }
    }
  }
}

/** The ledger row behind a leaf, `volunteer/kind/seq`. */
function entryOf(key: string): { table: string; volunteerId: string; accountKind: string; seq: number } {
  const [volunteerId = '', accountKind = '', seq = ''] = key.split('/');
  return { table: 'ledger_entry', volunteerId, accountKind, seq: Number(seq) };
}
