import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { actorIdOf } from '../../../platform/foundation/actor/actor';
import { requirePermission } from '../../../platform/security/identity/access';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import { Outbox } from '../../../platform/data/outbox';
import { requestedAudit } from '../evidence-jobs';
import { AuditRequests } from '../persistence/audit-requests';

/** Asks for an audit of the whole ledger; a worker carries it out. */
@Injectable()
export class RequestAudit {
  constructor(
    private readonly commands: Commands,
    private readonly requests: AuditRequests,
    private readonly outbox: Outbox,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /** @returns the request; where one is open already, that one. @throws PERMISSION_MISSING */
  async execute(context: CommandContext): Promise<{ readonly id: string }> {
    requirePermission(context.actor, 'audit.read');
    return this.commands.run(context, 'ledger.request-audit', {}, async (tx) => ({
      id: await this.openOne(tx, actorIdOf(context.actor)),
    }));
  }

  private async openOne(tx: Transaction, by: string): Promise<string> {
    const id = this.ids.next();
    for (;;) {
      if (await this.requests.add(tx, { id, by, at: this.clock.now() })) {
        await this.outbox.add(tx, requestedAudit, { requestId: id });
        return id;
      }
      const open = await this.requests.findOpen(tx);
      // None is open any more: it ended between the two looks.
      if (open !== null) return open;
    }
  }
}
