import { Injectable } from '@nestjs/common';
import { Runtime } from '../../../platform/foundation/config/runtime';
import { CheckpointAudit } from '../domain/checkpoint-audit';
import type { Finding } from '../../../kernel/finding';
import { type Leaves, leavesOf, TreeReplay } from '../domain/tree-replay';
import { lateLinesSql, linesSql, unsealedLinesSql } from '../persistence/audit-log-sql';
import { LedgerScan, type StoredHead } from '../persistence/ledger-scan';
import { Witness } from '../persistence/witness';

const TABLE = 'audit_log';
const TREE = `fact/${TABLE}`;

/** A bad line, as far as it is still there. */
export interface BadLine extends Finding {
  /** What the line says now; null where it is gone. */
  readonly at: Date | null;
  readonly action: string | null;
}

export interface AuditLogVerdict {
  readonly isIntact: boolean;
  /** Lines that are sealed, i.e. leaves of the tree. */
  readonly sealedCount: number;
  readonly checkpointNumber: number | null;
  readonly findingCount: number;
  /** The first bad line (the lowest id), or else the first bad checkpoint or head; null where all is well. */
  readonly first: BadLine | null;
}

/**
 * Recomputes the chain of the audit log in one snapshot: the signed succession of checkpoints, the witness, and the tree of
 * the lines as they are now. Finds lines that were edited, that are gone, and that were slipped in with an old time.
 */
@Injectable()
export class AuditLogAudit {
  constructor(
    private readonly runtime: Runtime,
    private readonly witness: Witness,
  ) {}

  async execute(): Promise<AuditLogVerdict> {
    const scan = await LedgerScan.open(this.runtime.databaseUrl);
    try {
      return await new Pass(scan, this.witness).run();
    } finally {
      await scan.close();
    }
  }
}

class Pass {
  private findingCount = 0;
  private firstLine: Finding | null = null;
  private firstElse: Finding | null = null;

  constructor(
    private readonly scan: LedgerScan,
    private readonly witness: Witness,
  ) {}

  async run(): Promise<AuditLogVerdict> {
    const checkpoints = new CheckpointAudit(await this.scan.keys(), (finding) => this.report(finding));
    const madeAt = new Map<number, Date>();
    for await (const { checkpoint, grown } of this.scan.checkpoints()) {
      checkpoints.next(checkpoint, grown);
      if (grown.some(({ tree }) => tree === TREE)) madeAt.set(checkpoint.number, new Date(checkpoint.madeAt));
    }
    for await (const witnessed of this.witness.all()) if (witnessed) checkpoints.compare(witnessed);
    const replay = new TreeReplay(
      TREE,
      (key) => ({ table: TABLE, key }),
      (finding) => this.report(finding),
    );
    let sealedUntil: Date | null = null;
    for await (const head of this.scan.heads(TREE)) {
      replay.next(head, await this.leavesOf(head), '*');
      if (sealedUntil) await this.findSlippedIn(head, sealedUntil);
      sealedUntil = madeAt.get(head.checkpoint) ?? sealedUntil;
    }
    replay.end(checkpoints.headOf(TREE));
    if (checkpoints.latest) await this.findUnsealed(checkpoints.latest.madeAt);
    const first = this.firstLine ?? this.firstElse;
    return {
      isIntact: this.findingCount === 0,
      sealedCount: replay.leafCount,
      checkpointNumber: checkpoints.latest?.number ?? null,
      findingCount: this.findingCount,
      first: first && { ...first, ...(await this.lineOf(first)) },
    };
  }

  private async leavesOf(head: StoredHead): Promise<Leaves> {
    const table = (await this.scan.factTables()).find(({ name }) => name === TABLE);
    const columns = head.columns ?? [];
    if (!table || columns.length === 0 || columns.some((column) => !table.columns.includes(column))) {
      this.report({ table: 'ledger_tree_head', column: 'columns', problem: 'CHANGED', checkpoint: head.checkpoint });
      return leavesOf(head.keys.all().map(() => null));
    }
    const keys = head.keys.all();
    const leaves = await this.scan.factLeaves(table, columns, keys);
    return leavesOf(keys.map((key) => leaves.get(key) ?? null));
  }

  /** A line whose time lies well before what the head before it sealed was not there then. */
  private async findSlippedIn(head: StoredHead, sealedUntil: Date): Promise<void> {
    const rows = await this.scan.rows<{ id: string }>(lateLinesSql, [head.keys.all(), sealedUntil]);
    for (const { id } of rows) {
      this.report({ table: TABLE, column: 'at', problem: 'UNEXPECTED', key: id, checkpoint: head.checkpoint });
    }
  }

  private async findUnsealed(latestAt: string): Promise<void> {
    const rows = await this.scan.rows<{ id: string }>(unsealedLinesSql, [TREE, latestAt]);
    for (const { id } of rows) this.report({ table: TABLE, column: 'at', problem: 'UNEXPECTED', key: id });
  }

  private report(finding: Finding): void {
    this.findingCount += 1;
    const isLine = finding.table === TABLE && finding.key !== undefined;
    if (!isLine) this.firstElse ??= finding;
    else if (!this.firstLine || Number(finding.key) < Number(this.firstLine.key)) this.firstLine = finding;
  }

  private async lineOf({ table, key }: Finding): Promise<{ at: Date | null; action: string | null }> {
    const isLine = table === TABLE && /^-?\d{1,18}$/.test(key ?? '');
    const [line] = isLine ? await this.scan.rows<{ at: Date; action: string }>(linesSql, [key]) : [];
    return { at: line?.at ?? null, action: line?.action ?? null };
  }
}
