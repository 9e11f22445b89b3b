import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../../platform/data/database/commands';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { requireVolunteer } from '../../../../platform/security/identity/access';
import { actorIdOf } from '../../../../platform/foundation/actor/actor';
import { Sanctions } from '../../../oversight';
import { serviceHoursErrors } from '../../errors';
import {
  PublicityPeriods,
  type ServiceRecord,
  ServiceRecordRepository,
  ShiftPlans,
  suggestedOutAt,
} from '../../computing';
import { changeOf, type RecordChange } from './record-change';
import { RecordGuard } from './record-guard';
import { RecordTimes } from './record-times';

export interface ProposeCheckOutCommand {
  readonly recordId: string;
  /** Default: the end of the shift, so that one tap is enough. */
  readonly checkedOutAt?: string;
  readonly reason?: string;
}

const DEFAULT_REASON = '本人忘记签退,服务到活动结束。';

/** What a proposal is checked against. */
@Injectable()
export class ProposalRules {
  constructor(
    private readonly plans: ShiftPlans,
    private readonly periods: PublicityPeriods,
    private readonly times: RecordTimes,
    private readonly clock: Clock,
  ) {}

  /** @returns the proposed time, or the suggested one. @throws CHECK_OUT_NOT_MISSING, RECORD_STATE_WRONG, CORRECTION_TOO_LATE, RECORD_TIMES_INVALID */
  async check(tx: Transaction, record: ServiceRecord, proposed: Date | null): Promise<Date> {
    if (!record.flags.includes('AUTO_CLOSED')) throw serviceHoursErrors.refuse('CHECK_OUT_NOT_MISSING');
    if (record.status !== 'PUBLICITY' && record.status !== 'UNDER_REVIEW') {
      throw serviceHoursErrors.refuse('RECORD_STATE_WRONG');
    }
    const plan = await this.plans.byId(tx, record.shiftId);
    const until = await this.periods.correctionUntil(tx, record.computedAt, plan.policy);
    if (this.clock.now() >= until) throw serviceHoursErrors.refuse('CORRECTION_TOO_LATE');
    const outAt = proposed ?? suggestedOutAt(plan);
    await this.times.requireCheckOut(tx, record, outAt);
    return outAt;
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
    private readonly sanctions: Sanctions,
  ) {}

  /**
   * @throws VOLUNTEER_ACCOUNT_REQUIRED, RECORD_UNKNOWN (also for the records of others), SELF_BACKFILL_BARRED,
   *   CHECK_OUT_NOT_MISSING, RECORD_STATE_WRONG, CORRECTION_TOO_LATE, RECORD_TIMES_INVALID, CALENDAR_YEAR_MISSING
   */
  async execute(context: CommandContext, command: ProposeCheckOutCommand): Promise<RecordChange> {
    const volunteerId = requireVolunteer(context.actor);
    return this.commands.run(context, 'service-hours.propose-check-out', command, async (tx) => {
      const record = await this.guard.hold(tx, command.recordId);
      if (record.volunteerId !== volunteerId) throw serviceHoursErrors.refuse('RECORD_UNKNOWN');
      await this.sanctions.requireSelfBackfill(volunteerId, tx);
      const { checkedOutAt, reason = DEFAULT_REASON } = command;
      const outAt = await this.rules.check(tx, record, checkedOutAt === undefined ? null : new Date(checkedOutAt));
      await this.records.propose(tx, record.id, { outAt, reason, by: actorIdOf(context.actor) });
      return changeOf((await this.records.find(tx, record.id)) ?? record);
    });
  }
}
