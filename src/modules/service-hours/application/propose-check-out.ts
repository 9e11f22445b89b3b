import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { type CommandContext, Commands } from '../../../platform/database/commands';
import type { Transaction } from '../../../platform/database/unit-of-work';
import { requireVolunteer } from '../../../platform/identity/access';
import { actorIdOf } from '../../../platform/identity/actor';
import { serviceHoursErrors } from '../errors';
import type { ServiceRecord } from '../persistence/service-record';
import { ServiceRecordRepository } from '../persistence/service-record.repository';
import { PublicityPeriods } from './publicity-period';
import { changeOf, type RecordChange } from './record-change';
import { RecordGuard } from './record-guard';
import { RecordTimes } from './record-times';
import { ShiftPlans } from './shift-plans';

export interface ProposeCheckOutCommand {
  readonly recordId: string;
  readonly checkedOutAt: string;
  readonly reason: string;
}

/** What a proposal is checked against. */
@Injectable()
export class ProposalRules {
  constructor(
    private readonly plans: ShiftPlans,
    private readonly periods: PublicityPeriods,
    private readonly times: RecordTimes,
    private readonly clock: Clock,
  ) {}

  /** @throws CHECK_OUT_NOT_MISSING, RECORD_STATE_WRONG, CORRECTION_TOO_LATE, RECORD_TIMES_INVALID */
  async check(tx: Transaction, record: ServiceRecord, outAt: Date): Promise<void> {
    if (!record.flags.includes('AUTO_CLOSED')) throw serviceHoursErrors.refuse('CHECK_OUT_NOT_MISSING');
    if (record.status !== 'PUBLICITY' && record.status !== 'UNDER_REVIEW') {
      throw serviceHoursErrors.refuse('RECORD_STATE_WRONG');
    }
    const { policy } = await this.plans.byId(tx, record.shiftId);
    const until = await this.periods.correctionUntil(tx, record.computedAt, policy);
    if (this.clock.now() >= until) throw serviceHoursErrors.refuse('CORRECTION_TOO_LATE');
    await this.times.requireCheckOut(tx, record, outAt);
  }
}

/** Rule §2.2 step 3: a volunteer who forgot to check out says when the service ended; a reviewer decides. */
@Injectable()
export class ProposeCheckOut {
  constructor(
    private readonly commands: Commands,
    private readonly guard: RecordGuard,
    private readonly records: ServiceRecordRepository,
    private readonly rules: ProposalRules,
  ) {}

  /**
   * @throws VOLUNTEER_ACCOUNT_REQUIRED, RECORD_UNKNOWN (also for the records of others), CHECK_OUT_NOT_MISSING,
   *   RECORD_STATE_WRONG, CORRECTION_TOO_LATE, RECORD_TIMES_INVALID, CALENDAR_YEAR_MISSING
   */
  async execute(context: CommandContext, command: ProposeCheckOutCommand): Promise<RecordChange> {
    const volunteerId = requireVolunteer(context.actor);
    return this.commands.run(context, 'service-hours.propose-check-out', command, async (tx) => {
      const record = await this.guard.hold(tx, command.recordId);
      if (record.volunteerId !== volunteerId) throw serviceHoursErrors.refuse('RECORD_UNKNOWN');
      const outAt = new Date(command.checkedOutAt);
      await this.rules.check(tx, record, outAt);
      await this.records.propose(tx, record.id, { outAt, reason: command.reason, by: actorIdOf(context.actor) });
      return changeOf((await this.records.find(tx, record.id)) ?? record);
    });
  }
}
