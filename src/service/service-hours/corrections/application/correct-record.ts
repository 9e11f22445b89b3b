import { Injectable } from '@nestjs/common';
import { type CommandContext, Commands } from '../../../../platform/data/database/commands';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { actorIdOf } from '../../../../platform/foundation/actor/actor';
import { serviceHoursErrors } from '../../errors';
import { type ServiceRecord, ServiceRecordRepository } from '../../computing';
import { AskCorrection } from './ask-correction';
import { changeOf, type RecordChange, RecordGuard, RecordTimes, type ServedTimes } from '../../records';

export interface CorrectRecordCommand {
  readonly recordId: string;
  /** The times that were really served, ISO 8601; null where nothing was served and the record has to go. */
  readonly times: { readonly checkedInAt: string; readonly checkedOutAt: string } | null;
  readonly reason: string;
}

const CORRECTABLE: readonly ServiceRecord['status'][] = ['UNDER_REVIEW', 'PUBLICITY', 'CONFIRMED'];

/** What came of it: the record as it is now, and the request that waits where it was confirmed. */
export interface Correction extends RecordChange {
  readonly decisionId: string | null;
}

/**
 * Puts other times in the place of those a record was computed from. What is not confirmed is computed again at once and
 * reviewed by another; for what is confirmed it is only asked, and nothing changes before another agrees.
 */
@Injectable()
export class CorrectRecord {
  constructor(
    private readonly commands: Commands,
    private readonly guard: RecordGuard,
    private readonly records: ServiceRecordRepository,
    private readonly times: RecordTimes,
    private readonly correction: AskCorrection,
  ) {}

  /**
   * @throws RECORD_UNKNOWN, RECORD_STATE_WRONG, PERMISSION_MISSING, SCOPE_FOREIGN, DECISION_OWN,
   *   DECISION_OWN_HOUSEHOLD, DECISION_OWN_LEADER, RECORD_TIMES_INVALID, CORRECTION_CHANGES_NOTHING,
   *   CORRECTION_SAME_UNIT, DECISION_PENDING
   */
  async execute(context: CommandContext, command: CorrectRecordCommand): Promise<Correction> {
    return this.commands.run(context, 'service-hours.correct', command, async (tx) => {
      const { actor } = context;
      const record = await this.guard.hold(tx, command.recordId);
      await this.guard.requireReviewer(tx, actor, record, { areHandsFree: true });
      if (!CORRECTABLE.includes(record.status)) throw serviceHoursErrors.refuse('RECORD_STATE_WRONG');
      const { reason } = command;
      const times = command.times && timesOf(command.times);
      if (record.status === 'CONFIRMED') {
        const asked = { basis: times ? 'TIMES' : 'VOID', times, reason } as const;
        return { ...changeOf(record), decisionId: await this.correction.execute(tx, actor, record, asked) };
      }
      const by = actorIdOf(actor);
      if (times) await this.times.replace(tx, record, times, reason, by);
      else await this.records.decide(tx, record.id, { status: 'REJECTED', decidedBy: by, reason });
      return { ...(await this.now(tx, record.id)), decisionId: null };
    });
  }

  private async now(tx: Transaction, id: string): Promise<RecordChange> {
    const record = await this.records.find(tx, id);
    if (!record) throw serviceHoursErrors.refuse('RECORD_UNKNOWN');
    return changeOf(record);
  }
}

function timesOf(times: { readonly checkedInAt: string; readonly checkedOutAt: string }): ServedTimes {
  return { checkedInAt: new Date(times.checkedInAt), checkedOutAt: new Date(times.checkedOutAt) };
}
