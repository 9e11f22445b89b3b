import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { UnitOfWork } from '../database/unit-of-work';
import { type Refusal, RefusalLines } from './refusal-lines';

const WRITE_EVERY_MS = 5_000;

/**
 * Writes refusals into the audit log, outside of the requests that they refuse: gathered, bounded and a few seconds
 * later, in one statement. A process that is killed loses the refusals of these seconds, never a fact.
 */
@Injectable()
export class RefusalLog implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(RefusalLog.name);
  private readonly lines = new RefusalLines();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly unitOfWork: UnitOfWork) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.write(), WRITE_EVERY_MS);
    this.timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.write();
  }

  note(refusal: Refusal): void {
    this.lines.add(refusal);
  }

  /** Writes what was gathered. Errors are logged, never thrown. */
  async write(): Promise<void> {
    const lines = this.lines.take();
    if (lines.length === 0) return;
    const rows = lines.map(({ refusal: { subject, code, status, route, ...where }, count }) => ({
      ...where,
      subjectKind: subject?.kind ?? null,
      subjectId: subject?.id ?? null,
      details: { code, status, route, count },
    }));
    try {
      await this.unitOfWork.run((tx) => tx.query(insertSql, [JSON.stringify(rows)]));
    } catch (error) {
      this.logger.error({ err: error, lines: lines.length }, 'refusals could not be written to the audit log');
    }
  }
}

const insertSql = `
  insert into audit_log (actor_id, actor_kind, action, result, subject_kind, subject_id, details, remote_address,
    session_id, request_id)
  select r."actorId", r."actorKind", 'access.refuse', 'REFUSED', r."subjectKind", r."subjectId", r.details,
    r."remoteAddress", r."sessionId", r."requestId"
  from jsonb_to_recordset($1) r ("actorId" text, "actorKind" text, "subjectKind" text, "subjectId" text, details jsonb,
    "remoteAddress" text, "sessionId" uuid, "requestId" text)`;
