import { Injectable, Logger } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { AuditSteps } from '../domain/audit-progress';
import { AuditRequests, type TakenRequest } from '../persistence/audit-requests';
import { RunAudit } from './run-audit';

const REPORT_EVERY_MS = 2_000;

/**
 * Carries out an audit that somebody asked for, and writes down every two seconds how far it is. The run and the end of the
 * request are one commit. A worker that dies falls silent, and the sweeper has another one begin again.
 */
@Injectable()
export class RunRequestedAudit {
  private readonly logger = new Logger(RunRequestedAudit.name);

  constructor(
    private readonly requests: AuditRequests,
    private readonly audit: RunAudit,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute(requestId: string): Promise<void> {
    const attempt = await this.unitOfWork.run((tx) => this.requests.take(tx, requestId));
    if (attempt === null) return;
    const taken = { id: requestId, attempt };
    try {
      await this.carryOut(taken);
    } catch (error) {
      await this.unitOfWork.run((tx) => this.requests.giveBack(tx, taken));
      throw error;
    }
  }

  private async carryOut(taken: TakenRequest): Promise<void> {
    const steps = new AuditSteps();
    let reporting: Promise<void> | undefined;
    const timer = setInterval(() => {
      reporting ??= this.report(taken, steps).finally(() => (reporting = undefined));
    }, REPORT_EVERY_MS);
    try {
      await this.audit.execute({
        onProgress: (progress) => steps.note(progress),
        alongside: (tx, { id }) => this.requests.finish(tx, taken, id),
      });
    } finally {
      clearInterval(timer);
      await reporting;
    }
  }

  /** What cannot be said now is said the next time. */
  private async report(taken: TakenRequest, steps: AuditSteps): Promise<void> {
    try {
      await this.unitOfWork.run((tx) => this.requests.report(tx, taken, steps.all()));
    } catch (error) {
      this.logger.warn({ err: error }, 'the progress of an audit could not be written down');
    }
  }
}
