import { Injectable } from '@nestjs/common';
import { type CommandContext, Commands } from '../../../platform/database/commands';
import type { Transaction } from '../../../platform/database/unit-of-work';
import { type Actor, actorIdOf } from '../../../platform/identity/actor';
import { serviceHoursErrors } from '../errors';
import type { ServiceRecord } from '../persistence/service-record';
import { ServiceRecordRepository } from '../persistence/service-record.repository';
import { changeOf, type RecordChange } from './record-change';
import { RecordGuard } from './record-guard';
import { RecordReversal } from './record-reversal';
import { RecordTimes, type ServedTimes } from './record-times';

export interface CorrectRecordCommand {
  readonly recordId: string;
  /** The times that were really served, ISO 8601; null where nothing was served and the record has to go. */
  readonly times: { readonly checkedInAt: string; readonly checkedOutAt: string } | null;
  readonly reason: string;
}

const CORRECTABLE: readonly ServiceRecord['status'][] = ['UNDER_REVIEW', 'PUBLICITY', 'CONFIRMED'];

/**
 * Puts other times in the place of those a record was computed from. What is confirmed is never edited: its entries are
 * reversed and a new revision begins, in one transaction. Either way a second person has to approve the result.
 */
@Injectable()
export class CorrectRecord {
  constructor(
    private readonly commands: Commands,
    private readonly guard: RecordGuard,
    private readonly records: ServiceRecordRepository,
    private readonly times: RecordTimes,
    private readonly reversal: RecordReversal,
  ) {}

  /**
   * @returns the record as it is now, or its new revision.
   * @throws RECORD_UNKNOWN, RECORD_STATE_WRONG, PERMISSION_MISSING, SCOPE_FOREIGN, DECISION_OWN,
   *   DECISION_OWN_HOUSEHOLD, DECISION_OWN_LEADER,
   *   RECORD_TIMES_INVALID
   */
  async execute(context: CommandContext, command: CorrectRecordCommand): Promise<RecordChange> {
    return this.commands.run(context, 'service-hours.correct', command, async (tx) => {
      const record = await this.guard.hold(tx, command.recordId);
      const isConfirmed = record.status === 'CONFIRMED';
      const permission = isConfirmed ? 'ledger.reverse' : 'record.review';
      await this.guard.requireReviewer(tx, context.actor, record, { permission, areHandsFree: true });
      if (!CORRECTABLE.includes(record.status)) throw serviceHoursErrors.refuse('RECORD_STATE_WRONG');
      const { reason } = command;
      if (isConfirmed) await this.reverse(tx, context.actor, record, reason);
      if (command.times === null) return this.drop(tx, context.actor, record, reason);
      const [newId] = await this.times.replace(tx, record, timesOf(command.times), reason, actorIdOf(context.actor));
      return this.answer(tx, newId ?? record.id);
    });
  }

  private async reverse(tx: Transaction, actor: Actor, record: ServiceRecord, reason: string): Promise<void> {
    // The ledger takes back only what does not count any more.
    await this.records.decide(tx, record.id, { status: 'REVERSED', decidedBy: actorIdOf(actor), reason });
    await this.reversal.execute(tx, record, actorIdOf(actor));
  }

  private async drop(tx: Transaction, actor: Actor, record: ServiceRecord, reason: string): Promise<RecordChange> {
    if (record.status !== 'CONFIRMED') {
      await this.records.decide(tx, record.id, { status: 'REJECTED', decidedBy: actorIdOf(actor), reason });
    }
    return this.answer(tx, record.id);
  }

  private async answer(tx: Transaction, id: string): Promise<RecordChange> {
    const record = await this.records.find(tx, id);
    if (!record) throw serviceHoursErrors.refuse('RECORD_UNKNOWN');
    return changeOf(record);
  }
}

function timesOf(times: { readonly checkedInAt: string; readonly checkedOutAt: string }): ServedTimes {
  return { checkedInAt: new Date(times.checkedInAt), checkedOutAt: new Date(times.checkedOutAt) };
}
