import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { type Actor, actorIdOf } from '../../../../platform/foundation/actor/actor';
import { Notices } from '../../../../people/notices';
import { serviceHoursErrors } from '../../errors';
import { ObjectionRepository } from '../persistence/objection.repository';
import { type ServiceRecord, ServiceRecordRepository } from '../../computing';
import { changeOf, type RecordChange } from './record-change';
import { RecordPublicity } from './record-publicity';
import { RecordTimes } from './record-times';

/** What follows from an approval or a rejection. */
@Injectable()
export class RecordApproval {
  constructor(
    private readonly records: ServiceRecordRepository,
    private readonly objections: ObjectionRepository,
    private readonly times: RecordTimes,
    private readonly publicity: RecordPublicity,
    private readonly notices: Notices,
  ) {}

  /** A check-out that the volunteer proposed is accepted with the record. */
  async approve(tx: Transaction, actor: Actor, record: ServiceRecord, reason: string): Promise<RecordChange> {
    if (await this.objections.isOpen(tx, record.id)) throw serviceHoursErrors.refuse('RECORD_HELD');
    if (record.proposedOutAt) {
      // The check-out is the proposer's word: whoever approves it has recorded nothing.
      await this.times.addCheckOut(tx, record, record.proposedOutAt, reason, record.proposedBy ?? actorIdOf(actor));
    }
    await this.publicity.begin(tx, record.id, actorIdOf(actor), reason);
    return this.answer(tx, record.id);
  }

  /** A proposal that is rejected leaves the record as it was computed; without one the record itself is rejected. */
  async reject(tx: Transaction, actor: Actor, record: ServiceRecord, reason: string): Promise<RecordChange> {
    if (record.proposedOutAt) await this.publicity.begin(tx, record.id, actorIdOf(actor), reason);
    else {
      await this.records.decide(tx, record.id, { status: 'REJECTED', decidedBy: actorIdOf(actor), reason });
      const { volunteerId, id: subjectKey, activityTitle: title } = record;
      await this.notices.send(tx, [{ volunteerId, kind: 'RECORD_REJECTED', subjectKey, data: { title } }]);
    }
    return this.answer(tx, record.id);
  }

  private async answer(tx: Transaction, id: string): Promise<RecordChange> {
    const record = await this.records.find(tx, id);
    if (!record) throw serviceHoursErrors.refuse('RECORD_UNKNOWN');
    return changeOf(record);
  }
}
