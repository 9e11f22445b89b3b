import { Injectable, Logger } from '@nestjs/common';
import { Alerts, type NewAlert } from '../../../platform/delivery/alerts';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import type { AuditProgress } from '../domain/audit-progress';
import { type AuditRun, AuditRuns } from '../persistence/audit-runs';
import { findingText } from '../rendering/finding-text';
import { LedgerAudit } from './ledger-audit';

export interface AuditOptions {
  readonly onProgress?: (progress: AuditProgress) => void;
  readonly alongside?: (tx: Transaction, run: AuditRun) => Promise<void>;
}

/** Audits the ledger and keeps the result; a bad one is said loudly. */
@Injectable()
export class RunAudit {
  private readonly logger = new Logger(RunAudit.name);

  constructor(
    private readonly audit: LedgerAudit,
    private readonly runs: AuditRuns,
    private readonly unitOfWork: UnitOfWork,
    private readonly ids: IdSource,
    private readonly clock: Clock,
    private readonly alerts: Alerts,
  ) {}

  /**
   * @param options.onProgress is called after every piece.
   * @param options.alongside writes what belongs to the run, with it.
   */
  async execute({ onProgress, alongside }: AuditOptions = {}): Promise<AuditRun> {
    const startedAt = this.clock.now();
    const result = await this.audit.execute(onProgress);
    const run = {
      ...result,
      id: this.ids.next(),
      startedAt: startedAt.toISOString(),
      finishedAt: this.clock.now().toISOString(),
    };
    await this.unitOfWork.run(async (tx) => {
      await this.runs.add(tx, run);
      await alongside?.(tx, run);
      if (!run.isIntact) await this.alerts.raise(tx, brokenLedger(run));
    });
    if (!run.isIntact) {
      const [first] = run.findings;
      this.logger.error(
        `台账核对发现 ${run.findingCount} 处不符${first ? `,第一处:${findingText(first)}` : ''};请运行 ledger:verify 查看并保留现场。`,
      );
    }
    return run;
  }
}

function brokenLedger({ id, findingCount }: AuditRun): NewAlert {
  return {
    kind: 'LEDGER_BROKEN',
    subjectKey: id,
    sentence: `台账核对发现 ${findingCount} 处不符。请立即报告街道负责人;保留现场,不要修改数据;由系统管理员运行 ledger:verify 查看是哪几行。`,
  };
}
