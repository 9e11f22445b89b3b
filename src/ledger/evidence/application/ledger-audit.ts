import { Injectable } from '@nestjs/common';
import { ZodError } from 'zod';
import { Runtime } from '../../../platform/foundation/config/runtime';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { ledgerQuestions, manualPostingAct } from '../../ledger';
import type { AuditProgress } from '../domain/audit-progress';
import { CheckpointAudit } from '../domain/checkpoint-audit';
import { type AuditCheck, AuditChecks, type FindingRow, findingOf } from '../../../platform/data/audit/audit-checks';
import { undeclaredActsSql } from '../../../platform/data/audit/declared-acts';
import type { Finding } from '../../../kernel/finding';
import { LedgerScan } from '../persistence/ledger-scan';
import { unnotedRowsSql, watchedTablesSql } from '../persistence/row-states';
import { Witness } from '../persistence/witness';
import { AuditFindings, wrongHead } from './audit-findings';
import { EntryTreeAudit } from './entry-tree-audit';
import { FactTreeAudit } from './fact-tree-audit';

const FINDINGS_PER_QUESTION = 20;

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
 * balances and trees of every partition, the trees of the other facts, monthly sums, the rows whose states are facts, and
 * what the modules declare: each computes again from the entries what it made of them. Issuers are minus volunteers by form:
 * an entry is one signed row that names both sides.
 */
@Injectable()
export class LedgerAudit {
  constructor(
    private readonly runtime: Runtime,
    readonly witness: Witness,
    readonly unitOfWork: UnitOfWork,
    readonly checks: AuditChecks,
  ) {}

  /**
   * @param onProgress is called after every piece; steps go on side by side.
   * @param limit how many findings of one kind and partition are named.
   */
  async execute(
    onProgress: (progress: AuditProgress) => void = () => undefined,
    limit = FINDINGS_PER_QUESTION,
  ): Promise<LedgerAuditResult> {
    const scans = await LedgerScan.openThree(this.runtime.databaseUrl);
    try {
      return await new AuditPass(scans, this, onProgress, limit).run();
    } finally {
      await Promise.all(scans.map((scan) => scan.close()));
    }
  }
}

/** What a run asks besides its scans. */
interface AuditSources {
  readonly witness: Witness;
  readonly unitOfWork: UnitOfWork;
  readonly checks: AuditChecks;
}

/**
 * One run of an audit. The entries, the other facts and the links are read over connections of their own: while one waits
 * for the database, another one's rows are hashed.
 */
class AuditPass {
  private readonly found: Readonly<Record<'checkpoints' | 'entries' | 'facts' | 'links', AuditFindings>>;
  /** Questions about links, rows and what modules declare: asked, and how many there are. */
  private readonly asked = { done: 0, of: 0 };

  constructor(
    private readonly scans: readonly [LedgerScan, LedgerScan, LedgerScan],
    private readonly sources: AuditSources,
    private readonly onProgress: (progress: AuditProgress) => void,
    limit: number,
  ) {
    const findings = (): AuditFindings => new AuditFindings(limit);
    this.found = { checkpoints: findings(), entries: findings(), facts: findings(), links: findings() };
  }

  async run(): Promise<LedgerAuditResult> {
    const [scan, , linkScan] = this.scans;
    const [trees] = await Promise.all([this.auditTrees(scan), this.auditLinks(linkScan), this.auditModules()]);
    return {
      isIntact: this.findingCount === 0,
      ...trees,
      findingCount: this.findingCount,
      findings: Object.values(this.found).flatMap(({ named }) => named),
    };
  }

  private async auditTrees(
    scan: LedgerScan,
  ): Promise<Omit<LedgerAuditResult, 'isIntact' | 'findingCount' | 'findings'>> {
    const checkpoints = await this.auditCheckpoints(scan);
    const witnessedCount = await this.compareWitness(checkpoints);
    const entries = new EntryTreeAudit(scan, checkpoints, this.found.entries);
    const facts = new FactTreeAudit(this.scans[1], checkpoints, this.found.facts);
    await Promise.all([
      entries.run((done, of) => this.progress('PARTITIONS', done, of)),
      facts.run((done, of) => this.progress('FACTS', done, of)),
    ]);
    return {
      entryCount: entries.entryCount,
      accountCount: entries.accountCount,
      factCount: facts.factCount,
      checkpointNumber: checkpoints.latest?.number ?? null,
      witnessedCount,
    };
  }

  private async auditCheckpoints(scan: LedgerScan): Promise<CheckpointAudit> {
    const audit = new CheckpointAudit(await scan.keys(), this.found.checkpoints.question());
    for await (const { checkpoint, grown } of scan.checkpoints()) audit.next(checkpoint, grown);
    const strange = this.found.checkpoints.question();
    for (const { tree, checkpoint } of await scan.strayHeads()) {
      strange(wrongHead(Number(checkpoint), tree, 'checkpoint_number'));
    }
    this.progress('CHECKPOINTS', 1, 1);
    return audit;
  }

  private async compareWitness(checkpoints: CheckpointAudit): Promise<number | null> {
    const report = this.found.checkpoints.question();
    let [count, last] = [0, 0];
    for await (const witnessed of this.sources.witness.all()) {
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

  /** The ledger's own links, and the rows whose states were noted. */
  private async auditLinks(scan: LedgerScan): Promise<void> {
    const watched = await scan.rows<{ name: string }>(watchedTablesSql);
    const questions = [
      ...ledgerQuestions,
      { sql: undeclaredActsSql(manualPostingAct) },
      ...watched.map(({ name }) => ({ sql: unnotedRowsSql(name), table: name })),
    ];
    this.asked.of += questions.length;
    for (const { sql, ...fixed } of questions) {
      const report = this.found.links.question();
      for (const row of await scan.rows<FindingRow>(sql, [this.found.links.limit])) report(findingOf(row, fixed));
      this.noteAsked();
    }
  }

  /** What the modules declare, in a snapshot of their own: each compares only what was written together. */
  private async auditModules(): Promise<void> {
    const checks = this.sources.checks.all();
    this.asked.of += checks.length;
    await this.sources.unitOfWork.snapshot(async (tx) => {
      await tx.query('set local statement_timeout = 0');
      await tx.query('set local idle_in_transaction_session_timeout = 0');
      for (const check of checks) {
        await this.runCheck(tx, check);
        this.noteAsked();
      }
    });
  }

  /** What cannot even be read is not what was written: named like anything else that was changed, and no end of the audit. */
  private async runCheck(tx: Transaction, check: AuditCheck): Promise<void> {
    const report = this.found.links.question();
    try {
      await check.run(tx, report, this.found.links.limit);
    } catch (error) {
      if (!(error instanceof ZodError)) throw error;
      report({ table: check.name, column: '*', problem: 'CHANGED' });
    }
  }

  private noteAsked(): void {
    this.asked.done += 1;
    this.progress('LINKS', this.asked.done, this.asked.of);
  }

  private get findingCount(): number {
    return Object.values(this.found).reduce((sum, { count }) => sum + count, 0);
  }

  private progress(step: AuditProgress['step'], done: number, of: number): void {
    this.onProgress({ step, done, of, findings: this.findingCount });
  }
}
