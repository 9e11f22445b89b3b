import { Injectable } from '@nestjs/common';
import type { Transaction } from '../database/unit-of-work';
import { type Actor, actorIdOf, traceOf } from '../../foundation/actor/actor';

export interface AuditEvent {
  /** `<module>.<verb>`, e.g. `volunteers.reveal-id-number`. */
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  /** Why the actor did it, in the actor's own words. */
  readonly reason?: string;
  /** Default: DONE. */
  readonly result?: AuditResult;
  /** Codes and counts only, never personal data. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

export type AuditResult = 'DONE' | 'REFUSED';

/** Appends to the audit log inside the caller's transaction. Commands are logged by themselves; this is for the rest. */
@Injectable()
export class AuditLog {
  async record(tx: Transaction, actor: Actor, event: AuditEvent): Promise<void> {
    const trace = traceOf(actor);
    await tx.query(
      `insert into audit_log (actor_id, actor_kind, action, subject_kind, subject_id, reason, details, result,
         remote_address, session_id, request_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        actorIdOf(actor),
        actor.kind,
        event.action,
        event.subjectKind,
        event.subjectId,
        event.reason ?? null,
        JSON.stringify(event.details ?? {}),
        event.result ?? 'DONE',
        trace?.remoteAddress ?? null,
        trace?.sessionId ?? null,
        trace?.requestId ?? null,
      ],
    );
  }
}
