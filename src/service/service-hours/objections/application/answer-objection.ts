import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../../platform/data/database/commands';
import { actorIdOf } from '../../../../platform/foundation/actor/actor';
import { Outbox } from '../../../../platform/data/outbox';
import { serviceHoursErrors } from '../../errors';
import { recordsDue, ServiceRecordRepository } from '../../computing';
import { ObjectionRepository, RecordGuard } from '../../records';
import { ObjectionFiling } from './objection-filing';
import type { ObjectionRef } from './raise-objection';

export interface AnswerObjectionCommand {
  readonly objectionId: string;
  readonly outcome: 'UPHELD' | 'DISMISSED';
  readonly answer: string;
}

/** Answers an objection: dismissed, the record goes on; upheld, it goes to review, to be corrected or rejected there. */
@Injectable()
export class AnswerObjection {
  constructor(
    private readonly commands: Commands,
    private readonly guard: RecordGuard,
    private readonly objections: ObjectionRepository,
    private readonly records: ServiceRecordRepository,
    private readonly outbox: Outbox,
    private readonly filing: ObjectionFiling,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws OBJECTION_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, DECISION_OWN, DECISION_OWN_HOUSEHOLD,
   *   DECISION_OWN_LEADER, DECISION_HANDS_IN_IT, DECISION_SAME_PERSON, OBJECTION_ANSWERED
   */
  async execute(context: CommandContext, command: AnswerObjectionCommand): Promise<ObjectionRef> {
    return this.commands.run(context, 'service-hours.answer-objection', command, async (tx) => {
      const by = actorIdOf(context.actor);
      const { outcome, answer: text } = command;
      const [known] = await tx.query<{ recordId: string }>(
        'select record_id as "recordId" from record_objection where id = $1',
        [command.objectionId],
      );
      if (!known) throw serviceHoursErrors.refuse('OBJECTION_UNKNOWN');
      const record = await this.guard.hold(tx, known.recordId);
      const objection = await this.objections.find(tx, command.objectionId);
      if (!objection) throw serviceHoursErrors.refuse('OBJECTION_UNKNOWN');
      await this.guard.requireReviewer(tx, context.actor, record, { askedBy: objection.raisedBy });
      if (objection.status !== 'OPEN') throw serviceHoursErrors.refuse('OBJECTION_ANSWERED');
      await this.objections.answer(tx, objection.id, { outcome, text, by, at: this.clock.now() });
      await this.filing.tellAnswer(tx, objection, record, outcome);
      if (outcome === 'UPHELD') {
        await this.records.decide(tx, record.id, { status: 'UNDER_REVIEW', decidedBy: by, reason: text });
      } else {
        await this.outbox.add(tx, recordsDue, {}, { dedupKey: recordsDue.name });
      }
      return { id: objection.id, recordId: record.id, status: outcome };
    });
  }
}
