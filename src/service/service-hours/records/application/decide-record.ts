import { Injectable } from '@nestjs/common';
import { type CommandContext, Commands } from '../../../../platform/data/database/commands';
import { httpErrors } from '../../../../platform/delivery/http/http-errors';
import { serviceHoursErrors } from '../../errors';
import { RecordApproval } from './record-approval';
import { changeOf, type RecordChange } from './record-change';
import { RecordGuard } from './record-guard';
import { SecondApprovals } from './second-approvals';

export interface DecideRecordCommand {
  readonly recordId: string;
  readonly decision: 'APPROVE' | 'REJECT';
  readonly reason: string;
  /** The version the reviewer has seen; left out: whatever it is now. */
  readonly expectedVersion?: number;
}

/** Review: a second person lets a record go on to publicity or rejects it, with a reason that the volunteer reads. */
@Injectable()
export class DecideRecord {
  constructor(
    private readonly commands: Commands,
    private readonly guard: RecordGuard,
    private readonly approval: RecordApproval,
    private readonly secondApprovals: SecondApprovals,
  ) {}

  /**
   * Weak evidence above the monthly limit needs two approvals: the first leaves the record under review.
   *
   * @throws RECORD_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, DECISION_OWN, DECISION_OWN_HOUSEHOLD,
   *   DECISION_OWN_LEADER, DECISION_HANDS_IN_IT, RECORD_STATE_WRONG, VERSION_OUTDATED, APPROVAL_GIVEN, APPROVAL_SAME_UNIT, RECORD_HELD, CALENDAR_YEAR_MISSING
   */
  async execute(context: CommandContext, command: DecideRecordCommand): Promise<RecordChange> {
    return this.commands.run(context, `service-hours.${command.decision.toLowerCase()}`, command, async (tx) => {
      const record = await this.guard.hold(tx, command.recordId);
      await this.guard.requireReviewer(tx, context.actor, record);
      if (record.status !== 'UNDER_REVIEW') throw serviceHoursErrors.refuse('RECORD_STATE_WRONG');
      if (record.version !== (command.expectedVersion ?? record.version)) throw httpErrors.refuse('VERSION_OUTDATED');
      const { reason } = command;
      if (command.decision === 'REJECT') return this.approval.reject(tx, context.actor, record, reason);
      const isComplete = await this.secondApprovals.note(tx, context.actor, record, reason);
      return isComplete ? this.approval.approve(tx, context.actor, record, reason) : changeOf(record);
    });
  }
}
