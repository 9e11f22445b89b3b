import { Injectable } from '@nestjs/common';
import { addDays, type LocalDay, localDayOf } from '../../../kernel/local-day';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { requireScope } from '../../../platform/security/identity/access';
import { actorIdOf } from '../../../platform/foundation/actor/actor';
import { Decisions } from '../../../platform/security/decisions';
import { HeadDirectory } from '../../../people/heads';
import { PolicyDirectory } from '../../../place/policies';
import { assessmentErrors } from '../errors';
import { AssessmentDirectory, type AssessmentView } from '../persistence/assessment-directory';
import { selectionPolicyKind } from '../../selections';
import {
  Assessing,
  ASSESS_LATE,
  type AssessmentAsked,
  requireDay,
  VOID_ASSESSMENT,
  type VoidAsked,
} from './assessment-kinds';

export interface RecordAssessmentCommand {
  readonly appointmentId: string;
  readonly assessedOn: LocalDay;
  readonly item: string;
  /** 0–10,000 hundredths of a point. */
  readonly scoreHundredths: number;
  readonly note?: string;
}

/** Either the score stands, or a second person decides. */
export interface AssessmentAnswer {
  /** Of the score; null where it waits. */
  readonly id: string | null;
  readonly assessment: AssessmentView | null;
  readonly decisionId: string | null;
}

/**
 * Records a score of a head for a day: Monday inspection, rectification score, year-end assessment. One that comes late is
 * asked, because by then its writer can know what it has to be.
 */
@Injectable()
export class RecordAssessment {
  constructor(
    private readonly commands: Commands,
    private readonly heads: HeadDirectory,
    private readonly assessing: Assessing,
    private readonly policies: PolicyDirectory,
    private readonly decisions: Decisions,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws APPOINTMENT_UNKNOWN, SCOPE_FOREIGN, ASSESSMENT_OWN, DECISION_OWN, DECISION_OWN_HOUSEHOLD, DECISION_OWN_LEADER,
   *   ASSESSMENT_DAY_OUTSIDE, DECISION_PENDING
   */
  async execute(context: CommandContext, command: RecordAssessmentCommand): Promise<AssessmentAnswer> {
    return this.commands.run(context, 'awards.record-assessment', command, async (tx) => {
      const appointment = await this.heads.byId(command.appointmentId, tx);
      requireScope(context.actor, 'assessment.record', appointment.divisionPath);
      await this.assessing.requireForeign(tx, context.actor, appointment.volunteerId);
      const at = this.clock.now();
      const today = localDayOf(at.getTime());
      requireDay(command.assessedOn, appointment, today);
      const { body } = await this.policies.effectiveAs(selectionPolicyKind, appointment.divisionPath, today, tx);
      if (command.assessedOn >= addDays(today, -body.lateAssessmentDays)) {
        const by = actorIdOf(context.actor);
        const assessment = await this.assessing.record(tx, command, { by, at, decisionId: null });
        return { id: assessment.id, assessment, decisionId: null };
      }
      const { appointmentId, assessedOn, item } = command;
      const { id } = await this.decisions.ask<AssessmentAsked>(tx, context.actor, {
        ...{ kind: ASSESS_LATE, divisionId: appointment.divisionId, payload: command },
        ...{ concerned: [appointment.volunteerId], reason: command.note ?? item },
        about: [appointmentId, assessedOn, item].join('/'),
      });
      return { id: null, assessment: null, decisionId: id };
    });
  }
}

/** Asks to take a wrong score out of the average; the row and the reason stay. A second person decides. */
@Injectable()
export class VoidAssessment {
  constructor(
    private readonly commands: Commands,
    private readonly heads: HeadDirectory,
    private readonly directory: AssessmentDirectory,
    private readonly assessing: Assessing,
    private readonly decisions: Decisions,
  ) {}

  /**
   * @throws ASSESSMENT_UNKNOWN, SCOPE_FOREIGN, ASSESSMENT_OWN, DECISION_OWN, DECISION_OWN_HOUSEHOLD, DECISION_OWN_LEADER,
   *   ASSESSMENT_VOIDED, DECISION_PENDING
   */
  async execute(context: CommandContext, command: VoidAsked): Promise<{ readonly decisionId: string }> {
    return this.commands.run(context, 'awards.void-assessment', command, async (tx) => {
      const assessment = await this.directory.byId(command.assessmentId, tx);
      const appointment = await this.heads.byId(assessment.appointmentId, tx);
      requireScope(context.actor, 'assessment.record', appointment.divisionPath);
      await this.assessing.requireForeign(tx, context.actor, appointment.volunteerId);
      if (assessment.voidedAt !== null) throw assessmentErrors.refuse('ASSESSMENT_VOIDED');
      const { id } = await this.decisions.ask<VoidAsked>(tx, context.actor, {
        ...{ kind: VOID_ASSESSMENT, divisionId: appointment.divisionId, payload: command, subjectId: assessment.id },
        ...{ concerned: [appointment.volunteerId], hands: [assessment.recordedBy], reason: command.reason },
      });
      return { decisionId: id };
    });
  }
}
