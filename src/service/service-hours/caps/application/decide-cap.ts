import { Injectable } from '@nestjs/common';
import type { LocalDay } from '../../../../kernel/local-day';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../../platform/data/database/commands';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { actorIdOf } from '../../../../platform/foundation/actor/actor';
import { IdSource } from '../../../../platform/foundation/ids/id-source';
import { ApprovalRepository, type CapLevel, decideCap, type NewCapDecision, RecordGuard } from '../../records';
import { serviceHoursErrors } from '../../errors';
import type { ServiceRecord } from '../../computing';
import { CapPosting } from './cap-posting';
import { RecordInvestigations } from './record-investigations';

export interface DecideCapCommand {
  readonly recordId: string;
  readonly level: CapLevel;
  /** Whole minutes; the rest of what waits is refused with the same reason. */
  readonly approvedMinutes: number;
  readonly reason: string;
}

export interface CapDecisionAnswer {
  readonly id: string;
  readonly recordId: string;
  readonly approvedMinutes: number;
  readonly refusedMinutes: number;
  readonly grantedMinutes: number;
}

/** Where the id and the time of a decision come from. */
@Injectable()
export class DecisionSources {
  constructor(
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  stamp(): { readonly id: string; readonly decidedAt: Date } {
    return { id: this.ids.next(), decidedAt: this.clock.now() };
  }
}

/** Decides about minutes above a day cap and posts what is approved as an additional entry. */
@Injectable()
export class DecideCap {
  constructor(
    private readonly commands: Commands,
    private readonly guard: RecordGuard,
    private readonly approvals: ApprovalRepository,
    private readonly investigations: RecordInvestigations,
    private readonly posting: CapPosting,
    private readonly sources: DecisionSources,
  ) {}

  /**
   * @throws RECORD_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, DECISION_OWN, DECISION_OWN_HOUSEHOLD,
   *   DECISION_OWN_LEADER, DECISION_HANDS_IN_IT, CAP_NOT_CONFIRMED, CAP_NOTHING_PENDING, CAP_TOO_MANY, CAP_INVESTIGATION_OPEN
   */
  async execute(context: CommandContext, command: DecideCapCommand): Promise<CapDecisionAnswer> {
    return this.commands.run(context, 'service-hours.decide-cap', command, async (tx) => {
      const { actor } = context;
      const record = await this.guard.hold(tx, command.recordId);
      await this.guard.requireReviewer(tx, actor, record, { level: command.level });
      const decision = decideCap(await this.subjectOf(tx, record), command);
      if (!decision.isAllowed) throw serviceHoursErrors.refuse(decision.problem, { field: 'approvedMinutes' });
      const { approvedMinutes, refusedMinutes, intervals } = decision;
      const fact: NewCapDecision = {
        ...this.sources.stamp(),
        level: command.level,
        reason: command.reason,
        decidedBy: actorIdOf(actor),
        ...{ approvedMinutes, refusedMinutes, intervals },
      };
      await this.approvals.decideCap(tx, record, fact);
      if (approvedMinutes > 0) await this.posting.post(tx, record, fact);
      await this.posting.tell(tx, record, fact);
      return {
        ...{ id: fact.id, recordId: record.id, approvedMinutes, refusedMinutes },
        grantedMinutes: record.grantedMinutes + approvedMinutes,
      };
    });
  }

  private async subjectOf(tx: Transaction, record: ServiceRecord) {
    return {
      ...record,
      grantedIntervals: await this.approvals.grantedIntervals(tx, record),
      isUnderInvestigation: await this.investigations.isOpen(tx, record.volunteerId, record.servedOn as LocalDay),
    };
  }
}
