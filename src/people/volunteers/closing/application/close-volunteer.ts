import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../../platform/data/audit/audit-log';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { DataKeys } from '../../../../platform/data/sealing/data-keys';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import type { ClosingReason } from '../domain/closing';
import { PersonTraces, VolunteerAccounts, VolunteerRepository, type VolunteerRow } from '../../person';

/**
 * Forgets a person: the data key is destroyed, so that no copy of a sealed text opens any more, and everything that was
 * readable is cleared in the same transaction. The number, the ledger and the figures of certificates stay. Numbers
 * that were merged into this one are the same person.
 */
@Injectable()
export class CloseVolunteer {
  constructor(
    private readonly volunteers: VolunteerRepository,
    private readonly traces: PersonTraces,
    private readonly accounts: VolunteerAccounts,
    private readonly keys: DataKeys,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** The caller has locked the row and has checked that it may be closed. */
  async close(tx: Transaction, actor: Actor, volunteer: VolunteerRow, reason: ClosingReason): Promise<void> {
    const { id, version } = volunteer;
    const at = this.clock.now();
    await this.traces.erase(tx, id);
    await this.accounts.shut(tx, id);
    await this.volunteers.changeStatus(tx, id, version, { status: 'CLOSED', reason: null, at });
    await this.volunteers.erasePerson(tx, id, at);
    await this.keys.destroy(tx, 'volunteer', id, at);
    for (const mergedId of await this.volunteers.mergedInto(tx, id)) {
      await this.traces.erase(tx, mergedId);
      await this.keys.destroy(tx, 'volunteer', mergedId, at);
    }
    await this.audit.record(tx, actor, {
      action: 'volunteers.close',
      subjectKind: 'volunteer',
      subjectId: id,
      details: { reason },
    });
  }
}
