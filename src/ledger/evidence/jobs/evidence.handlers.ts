import { Injectable, Logger } from '@nestjs/common';
import { localDayOf } from '../../../kernel/local-day';
import { Alerts } from '../../../platform/delivery/alerts';
import { Clock } from '../../../platform/foundation/clock/clock';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { HandlesJob } from '../../../platform/data/queue';
import { ErrorLog } from '../../../platform/foundation/observability/error-log';
import { MakeCheckpoint } from '../application/make-checkpoint';
import { RunAudit } from '../application/run-audit';
import { RunRequestedAudit } from '../application/run-requested-audit';
import { EvidenceBroken } from '../errors';
import { auditLedger, makeCheckpoint, requestedAudit } from '../evidence-jobs';

/** Entries are covered within seconds, other facts within this. */
const FACTS_EVERY_MS = 60_000;
/** Looking for what is new may take this share of the time at most, however large the ledger is. */
const REST_PER_WORK = 10;

@Injectable()
export class EvidenceHandlers {
  private readonly errors = new ErrorLog(new Logger(EvidenceHandlers.name));
  private nextAt = 0;
  private nextFactsAt = 0;

  constructor(
    private readonly checkpoint: MakeCheckpoint,
    private readonly audit: RunAudit,
    private readonly onRequest: RunRequestedAudit,
    private readonly alerts: Alerts,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  @HandlesJob(makeCheckpoint)
  async onCheckpoint(): Promise<void> {
    const startedAt = performance.now();
    if (startedAt < this.nextAt) return;
    const withFacts = startedAt >= this.nextFactsAt;
    try {
      await this.checkpoint.execute({ withFacts });
    } catch (error) {
      if (!(error instanceof EvidenceBroken)) throw error;
      // No trying again: somebody has to look. The audit keeps the finding.
      this.errors.report('台账检查点没有签署,请立即运行 ledger:verify', error);
      await this.raiseRefusal();
    }
    const endedAt = performance.now();
    this.nextAt = endedAt + REST_PER_WORK * (endedAt - startedAt);
    if (withFacts) this.nextFactsAt = Math.max(endedAt + FACTS_EVERY_MS, this.nextAt);
  }

  /** Once a day for as long as it lasts. */
  private async raiseRefusal(): Promise<void> {
    const subjectKey = localDayOf(this.clock.nowMs());
    await this.unitOfWork.run((tx) =>
      this.alerts.raise(tx, {
        kind: 'CHECKPOINT_REFUSED',
        subjectKey,
        sentence:
          '台账检查点没有签署:数据库与已签署的检查点、见证文件或签名密钥对不上。请系统管理员立即运行 ledger:verify 和 doctor 查看;保留现场,不要修改数据。',
      }),
    );
  }

  @HandlesJob(auditLedger)
  async onAudit(): Promise<void> {
    await this.audit.execute();
  }

  @HandlesJob(requestedAudit)
  async onRequestedAudit({ requestId }: { requestId: string }): Promise<void> {
    await this.onRequest.execute(requestId);
  }
}
