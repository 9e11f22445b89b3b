import { Injectable } from '@nestjs/common';
import { type LocalDay, localDayOf } from '../../../kernel/local-day';
import { Clock } from '../../../platform/clock/clock';
import { type CommandContext, Commands } from '../../../platform/database/commands';
import { requireScope } from '../../../platform/identity/access';
import { type Actor, actorIdOf } from '../../../platform/identity/actor';
import { IdSource } from '../../../platform/ids/id-source';
import { type HeadAppointmentView, HeadDirectory } from '../../heads';
import { awardErrors } from '../errors';
import { AssessmentDirectory, type AssessmentView } from '../persistence/assessment-directory';
import { AssessmentRepository } from '../persistence/assessment.repository';

export interface RecordAssessmentCommand {
  readonly appointmentId: string;
  readonly assessedOn: LocalDay;
  readonly item: string;
  /** 0–10,000 hundredths of a point. */
  readonly scoreHundredths: number;
  readonly note?: string;
}

/** Records a score of a head for a day: Monday inspection, rectification score, year-end assessment. */
@Injectable()
export class RecordAssessment {
  constructor(
    private readonly commands: Commands,
    private readonly heads: HeadDirectory,
    private readonly assessments: AssessmentRepository,
    private readonly directory: AssessmentDirectory,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /** @throws APPOINTMENT_UNKNOWN, SCOPE_FOREIGN, ASSESSMENT_OWN, ASSESSMENT_DAY_OUTSIDE */
  async execute(context: CommandContext, command: RecordAssessmentCommand): Promise<AssessmentView> {
    return this.commands.run(context, 'awards.record-assessment', command, async (tx) => {
      const appointment = await this.heads.byId(command.appointmentId, tx);
      requireScope(context.actor, 'assessment.record', appointment.divisionPath);
      refuseOwn(context.actor, appointment.volunteerId);
      const now = this.clock.now();
      if (command.assessedOn > localDayOf(now.getTime()) || !isInTerm(command.assessedOn, appointment)) {
        throw awardErrors.refuse('ASSESSMENT_DAY_OUTSIDE', { field: 'assessedOn' });
      }
      const id = this.ids.next();
      await this.assessments.insert(tx, {
        ...command,
        id,
        note: command.note ?? null,
        recordedBy: actorIdOf(context.actor),
        createdAt: now,
      });
      return this.directory.byId(id, tx);
    });
  }
}

/** Takes a wrong score out of the average; the row and the reason stay. */
@Injectable()
export class VoidAssessment {
  constructor(
    private readonly commands: Commands,
    private readonly heads: HeadDirectory,
    private readonly assessments: AssessmentRepository,
    private readonly directory: AssessmentDirectory,
    private readonly clock: Clock,
  ) {}

  /** @throws ASSESSMENT_UNKNOWN, SCOPE_FOREIGN, ASSESSMENT_OWN, ASSESSMENT_VOIDED */
  async execute(context: CommandContext, command: { assessmentId: string; reason: string }): Promise<AssessmentView> {
    return this.commands.run(context, 'awards.void-assessment', command, async (tx) => {
      const assessment = await this.directory.byId(command.assessmentId, tx);
      const appointment = await this.heads.byId(assessment.appointmentId, tx);
      requireScope(context.actor, 'assessment.record', appointment.divisionPath);
      refuseOwn(context.actor, appointment.volunteerId);
      const isVoided = await this.assessments.void(tx, assessment.id, this.clock.now(), command.reason);
      if (!isVoided) throw awardErrors.refuse('ASSESSMENT_VOIDED');
      return this.directory.byId(assessment.id, tx);
    });
  }
}

/** Shows the scores of a head to staff in scope and to the head. */
@Injectable()
export class ShowAssessments {
  constructor(
    private readonly heads: HeadDirectory,
    private readonly directory: AssessmentDirectory,
  ) {}

  /** @throws APPOINTMENT_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN */
  async execute(actor: Actor, appointmentId: string): Promise<readonly AssessmentView[]> {
    const appointment = await this.heads.byId(appointmentId);
    const isOwn = actor.kind === 'USER' && actor.volunteerId === appointment.volunteerId;
    if (!isOwn) requireScope(actor, 'ranking.read', appointment.divisionPath);
    return this.directory.ofAppointment(appointmentId);
  }
}

/** Rule §2.3: nobody judges themselves. */
function refuseOwn(actor: Actor, volunteerId: string): void {
  if (actor.kind === 'USER' && actor.volunteerId === volunteerId) throw awardErrors.refuse('ASSESSMENT_OWN');
}

function isInTerm(day: LocalDay, appointment: HeadAppointmentView): boolean {
  return day >= appointment.validFrom && (appointment.validTo === null || day < appointment.validTo);
}
