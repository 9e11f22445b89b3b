import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../../platform/data/audit/audit-log';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { AuditReasons, VolunteerDirectory, VolunteerRepository } from '../../person';
import { RevealMinors } from '../../minors';

/** What has to be done before somebody sees an ID number in full. */
@Injectable()
export class CorrectionLooks {
  constructor(
    private readonly volunteers: VolunteerRepository,
    private readonly directory: VolunteerDirectory,
    private readonly reasons: AuditReasons,
    private readonly minors: RevealMinors,
    private readonly audit: AuditLog,
  ) {}

  /** @throws REVEAL_APPROVAL_REQUIRED */
  async note(
    tx: Transaction,
    actor: Actor,
    volunteerId: string,
    { what, reason }: { readonly what: string; readonly reason: string },
  ): Promise<void> {
    await this.minors.requireApproval(tx, actor, await this.directory.byId(volunteerId, tx), 'ID_NUMBER');
    await this.audit.record(tx, actor, {
      action: `volunteers.reveal-${what}`,
      subjectKind: 'volunteer',
      subjectId: volunteerId,
      reason: await this.reasons.of(tx, await this.volunteers.get(tx, volunteerId), reason),
    });
  }
}
