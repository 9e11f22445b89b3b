import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import type { Page, PageQuery } from '../../../platform/delivery/http/paging';
import { requirePermission } from '../../../platform/security/identity/access';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { evidenceErrors } from '../errors';
import { type AuditRequest, AuditRequests } from '../persistence/audit-requests';
import { type AuditRun, AuditRuns } from '../persistence/audit-runs';
import { requestText } from '../rendering/audit-text';

/** An audit that was asked for, and what has become of it. */
export interface AuditRequestView extends AuditRequest {
  /** In Chinese: how far it is, or what it found and what to do. */
  readonly sentence: string;
  readonly run: AuditRun | null;
}

/** Shows audits to whoever audits. They are about the whole ledger and name rows by internal ids only. */
@Injectable()
export class ShowAudits {
  constructor(
    private readonly requests: AuditRequests,
    private readonly runs: AuditRuns,
    private readonly clock: Clock,
  ) {}

  /** @throws PERMISSION_MISSING, AUDIT_REQUEST_UNKNOWN */
  async request(actor: Actor, id: string): Promise<AuditRequestView> {
    requirePermission(actor, 'audit.read');
    const request = await this.requests.find(id);
    if (!request) throw evidenceErrors.refuse('AUDIT_REQUEST_UNKNOWN');
    const run = request.runId === null ? null : await this.runs.find(request.runId);
    return { ...request, run, sentence: requestText(request, run, this.clock.now()) };
  }

  /** All audits, the nightly ones too, newest first. @throws PERMISSION_MISSING, CURSOR_INVALID */
  async page(actor: Actor, query: PageQuery): Promise<Page<AuditRun>> {
    requirePermission(actor, 'audit.read');
    return this.runs.page(query);
  }
}
