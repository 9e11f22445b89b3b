import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { IdSource } from '../../../platform/ids/id-source';
import { type AuditRun, AuditRuns } from '../persistence/audit-runs';
import { findingText } from '../rendering/finding-text';
import { LedgerAudit, type AuditProgress } from './ledger-audit';

/** Audits the ledger and keeps the result; a bad one is said loudly. */
@Injectable()
export class RunAudit {
  private readonly logger = new Logger(RunAudit.name);
  private running: Promise<AuditRun> | undefined;

  constructor(
    private readonly audit: LedgerAudit,
    private readonly runs: AuditRuns,
    private readonly unitOfWork: UnitOfWork,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /** Whoever asks while one runs in this process gets its result. */
  async execute(onProgress?: (progress: AuditProgress) => void): Promise<AuditRun> {
    this.running ??= this.once(onProgress).finally(() => (this.running = undefined));
    return this.running;
  }

  private async once(onProgress?: (progress: AuditProgress) => void): Promise<AuditRun> {
    const startedAt = this.clock.now();
    const result = await this.audit.execute(onProgress);
    const run = {
      ...result,
      id: this.ids.next(),
      startedAt: startedAt.toISOString(),
      finishedAt: this.clock.now().toISOString(),
    };
    await this.unitOfWork.run((tx) => this.runs.add(tx, run));
    if (!run.isIntact) {
      const [first] = run.findings;
      this.logger.error(
        `台账核对发现 ${run.findingCount} 处不符${first ? `,第一处:${findingText(first)}` : ''};请运行 ledger:verify 查看并保留现场。`,
      );
    }
    return run;
  }
}
