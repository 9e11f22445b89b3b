import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { type CommandContext, Commands } from '../../../platform/database/commands';
import type { Transaction } from '../../../platform/database/unit-of-work';
import { type Actor, actorIdOf } from '../../../platform/identity/actor';
import { Outbox } from '../../../platform/outbox';
import { serviceHoursErrors } from '../errors';
import { recordsDue } from '../jobs/record-jobs';
import { ObjectionRepository } from '../persistence/objection.repository';
import type { ServiceRecord } from '../persistence/service-record';
import { ServiceRecordRepository } from '../persistence/service-record.repository';
import { PublicityPeriods } from './publicity-period';
import { changeOf, type RecordChange } from './record-change';
import { RecordGuard } from './record-guard';
import { RecordTimes } from './record-times';
import { ShiftPlans } from './shift-plans';

export interface DecideRecordCommand {
  readonly recordId: string;
  readonly decision: 'APPROVE' | 'REJECT';
  readonly reason: string;
}

/** Review: a second person lets a record go on to publicity or rejects it, with a reason that the volunteer reads. */
@Injectable()
export class DecideRecord {
  constructor(
    private readonly commands: Commands,
    private readonly guard: RecordGuard,
    private readonly approval: RecordApproval,
  ) {}

  /**
   * @throws RECORD_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, RECORD_OWN, RECORD_OWN_LEADER, RECORDER_IS_APPROVER,
   *   RECORD_STATE_WRONG, RECORD_HELD, CALENDAR_YEAR_MISSING
   */
  async execute(context: CommandContext, command: DecideRecordCommand): Promise<RecordChange> {
    return this.commands.run(context, `service-hours.${command.decision.toLowerCase()}`, command, async (tx) => {
      const record = await this.guard.hold(tx, command.recordId);
      await this.guard.requireReviewer(tx, context.actor, record);
      this.guard.requireSecondPerson(context.actor, record);
      if (record.status !== 'UNDER_REVIEW') throw serviceHoursErrors.refuse('RECORD_STATE_WRONG');
      const { reason } = command;
      return command.decision === 'APPROVE'
        ? this.approval.approve(tx, context.actor, record, reason)
        : this.approval.reject(tx, context.actor, record, reason);
    });
  }
}

/** What follows from an approval or a rejection. */
@Injectable()
export class RecordApproval {
  constructor(
    private readonly records: ServiceRecordRepository,
    private readonly objections: ObjectionRepository,
    private readonly times: RecordTimes,
    private readonly publicity: RecordPublicity,
  ) {}

  /** A check-out that the volunteer proposed is accepted with the record. */
  async approve(tx: Transaction, actor: Actor, record: ServiceRecord, reason: string): Promise<RecordChange> {
    if (await this.objections.isOpen(tx, record.id)) throw serviceHoursErrors.refuse('RECORD_HELD');
    if (record.proposedOutAt) {
      await this.times.addCheckOut(tx, record, record.proposedOutAt, reason, actorIdOf(actor));
    }
    await this.publicity.begin(tx, record.id, actorIdOf(actor), reason);
    return this.answer(tx, record.id);
  }

  /** A proposal that is rejected leaves the record as it was computed; without one the record itself is rejected. */
  async reject(tx: Transaction, actor: Actor, record: ServiceRecord, reason: string): Promise<RecordChange> {
    if (record.proposedOutAt) await this.publicity.begin(tx, record.id, actorIdOf(actor), reason);
    else await this.records.decide(tx, record.id, { status: 'REJECTED', decidedBy: actorIdOf(actor), reason });
    return this.answer(tx, record.id);
  }

  private async answer(tx: Transaction, id: string): Promise<RecordChange> {
    const record = await this.records.find(tx, id);
    if (!record) throw serviceHoursErrors.refuse('RECORD_UNKNOWN');
    return changeOf(record);
  }
}

/** Puts a record into publicity, after a decision. */
@Injectable()
export class RecordPublicity {
  constructor(
    private readonly records: ServiceRecordRepository,
    private readonly plans: ShiftPlans,
    private readonly periods: PublicityPeriods,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** @throws RECORD_UNKNOWN, CALENDAR_YEAR_MISSING */
  async begin(tx: Transaction, recordId: string, decidedBy: string, reason: string | null): Promise<void> {
    const record = await this.records.find(tx, recordId);
    if (!record) throw serviceHoursErrors.refuse('RECORD_UNKNOWN');
    const { policy } = await this.plans.byId(tx, record.shiftId);
    // Somebody has looked at it: nothing is pending any more, so the time for corrections is not waited for.
    const period = await this.periods.from(tx, this.clock.now(), policy, false);
    await this.records.decide(tx, recordId, { status: 'PUBLICITY', decidedBy, reason, ...period });
    await this.outbox.add(tx, recordsDue, {}, { dedupKey: recordsDue.name, availableAt: period.publicityUntil });
  }
}
