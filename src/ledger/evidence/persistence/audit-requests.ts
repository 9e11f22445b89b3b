import { Injectable } from '@nestjs/common';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import type { StepProgress } from '../domain/audit-progress';

export const auditRequestStatuses = ['WAITING', 'RUNNING', 'DONE', 'FAILED'] as const;
export type AuditRequestStatus = (typeof auditRequestStatuses)[number];

/** An audit that somebody asked for. */
export interface AuditRequest {
  readonly id: string;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly status: AuditRequestStatus;
  readonly startedAt: Date | null;
  readonly progress: readonly StepProgress[];
  /** What it led to; null until it is done. */
  readonly runId: string | null;
}

/** A worker that says nothing for so long has died. Others take over, and what it still says is not heard. */
const SILENT_AFTER = `interval '60 seconds'`;
const MAX_ATTEMPTS = 5;

/** A request whose doorbell was lost, or whose worker was killed. */
export const waitingAuditSql = `
  select id as dedup_key, jsonb_build_object('requestId', id) as payload from ledger_audit_request
  where status = 'WAITING' and progressed_at < now() - interval '20 seconds'
    or status = 'RUNNING' and progressed_at < now() - ${SILENT_AFTER}`;

/** The audits that were asked for. At most one is open. */
@Injectable()
export class AuditRequests {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Notes a request unless one is open. @returns whether it was noted. */
  async add(
    tx: Transaction,
    { id, by, at }: { readonly id: string; readonly by: string; readonly at: Date },
  ): Promise<boolean> {
    const added = await tx.query(
      `insert into ledger_audit_request (id, requested_by, requested_at, status) values ($1, $2, $3, 'WAITING')
       on conflict ((true)) where status in ('WAITING', 'RUNNING') do nothing returning 1`,
      [id, by, at],
    );
    return added.length > 0;
  }

  /** The open request, or null. */
  async findOpen(tx: Transaction): Promise<string | null> {
    const [open] = await tx.query<{ id: string }>(
      `select id from ledger_audit_request where status in ('WAITING', 'RUNNING')`,
    );
    return open?.id ?? null;
  }

  async find(id: string): Promise<AuditRequest | null> {
    const [found] = await this.unitOfWork.read<AuditRequest>(
      `select id, requested_by as "requestedBy", requested_at as "requestedAt", status, started_at as "startedAt", progress,
         run_id as "runId"
       from ledger_audit_request where id = $1`,
      [id],
    );
    return found ?? null;
  }

  /** Takes a request to carry it out. @returns which try it is; null where it is done, given up or somebody else's. */
  async take(tx: Transaction, id: string): Promise<number | null> {
    const [taken] = await tx.query<{ attempt: number; status: AuditRequestStatus }>(
      `update ledger_audit_request set attempt = attempt + 1, started_at = now(), progressed_at = now(), progress = '[]',
         status = case when attempt < ${MAX_ATTEMPTS} then 'RUNNING' else 'FAILED' end
       where id = $1 and (status = 'WAITING' or status = 'RUNNING' and progressed_at < now() - ${SILENT_AFTER})
       returning attempt, status`,
      [id],
    );
    return taken?.status === 'RUNNING' ? taken.attempt : null;
  }

  async report(tx: Transaction, { id, attempt }: TakenRequest, progress: readonly StepProgress[]): Promise<void> {
    await tx.query(
      `update ledger_audit_request set progress = $3, progressed_at = now()
       where id = $1 and attempt = $2 and status = 'RUNNING'`,
      [id, attempt, JSON.stringify(progress)],
    );
  }

  async finish(tx: Transaction, { id, attempt }: TakenRequest, runId: string): Promise<void> {
    await tx.query(
      `update ledger_audit_request set status = 'DONE', run_id = $3
       where id = $1 and attempt = $2 and status = 'RUNNING'`,
      [id, attempt, runId],
    );
  }

  /** Gives a request back after an error; the last try ends it. */
  async giveBack(tx: Transaction, { id, attempt }: TakenRequest): Promise<void> {
    await tx.query(
      `update ledger_audit_request set progressed_at = now(),
         status = case when attempt < ${MAX_ATTEMPTS} then 'WAITING' else 'FAILED' end
       where id = $1 and attempt = $2 and status = 'RUNNING'`,
      [id, attempt],
    );
  }
}

/** A request and the try that is under way. */
export interface TakenRequest {
  readonly id: string;
  readonly attempt: number;
}
