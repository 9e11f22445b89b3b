import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../platform/data/audit/audit-log';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { systemActor } from '../../../platform/foundation/actor/actor';
import { Outbox } from '../../../platform/data/outbox';
import { ChangePhone } from '../../volunteers';
import { tellPhones } from '../jobs/access-jobs';
import { type PhoneChange, PhoneChanges } from '../persistence/phone-changes';

const AT_ONCE = 500;

/** Puts changes of phones into force whose day has come. */
@Injectable()
export class ApplyPhoneChanges {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly changes: PhoneChanges,
    private readonly phones: ChangePhone,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** May run any number of times, also at once. @returns how many came into force. */
  async execute(): Promise<number> {
    const ids = await this.changes.due(this.clock.now(), AT_ONCE);
    let applied = 0;
    for (const id of ids) {
      applied += await this.unitOfWork.run(async (tx) => {
        const change = await this.changes.hold(tx, id);
        const now = this.clock.now();
        const isDue = change?.dueAt && change.dueAt <= now && !change.appliedAt && !change.endedAt;
        if (!isDue) return 0;
        await this.apply(tx, change);
        return 1;
      });
    }
    return applied;
  }

  /** Inside the caller's transaction, who holds the change. */
  async apply(tx: Transaction, change: PhoneChange): Promise<void> {
    const now = this.clock.now();
    const { id, volunteerId, newCipher: cipher, newIndex: index, newTailIndex: tailIndex } = change;
    await this.phones.execute(tx, volunteerId, { cipher, index, tailIndex }, now);
    await this.changes.apply(tx, id, now);
    await this.audit.record(tx, systemActor('volunteer-access'), {
      action: 'volunteer-access.phone-changed',
      subjectKind: 'volunteer',
      subjectId: volunteerId,
      details: { changeId: id, way: change.way },
    });
    await this.outbox.add(tx, tellPhones, { changeId: id, stage: 'APPLIED' });
  }
}
