import { Injectable } from '@nestjs/common';
import { type LocalDay, localDayOf } from '../../../kernel/local-day';
import { AuditLog } from '../../../platform/data/audit/audit-log';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { requireScope } from '../../../platform/security/identity/access';
import { actorIdOf } from '../../../platform/foundation/actor/actor';
import { Decisions } from '../../../platform/security/decisions';
import { HeadDirectory } from '../persistence/head-directory';
import type { HeadAnswer } from './appoint-head';
import { END_PAST } from './end-past-kind';
import type { EndAsked } from './term-shapes';
import { Ending } from './ending';

export interface EndAppointmentCommand {
  readonly appointmentId: string;
  readonly expectedVersion: number;
  /** The first day without the office. */
  readonly validTo: LocalDay;
  readonly reason: string;
}

/** Ends a head's term; the appointment itself stays as history. An end before today is asked: a second person decides. */
@Injectable()
export class EndAppointment {
  constructor(
    private readonly commands: Commands,
    private readonly directory: HeadDirectory,
    private readonly ending: Ending,
    private readonly decisions: Decisions,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * The end only shortens: a later end would be a new appointment.
   *
   * @throws APPOINTMENT_UNKNOWN, SCOPE_FOREIGN, VERSION_OUTDATED, APPOINTMENT_ENDED, APPOINTMENT_PERIOD_INVALID,
   *   DECISION_PENDING
   */
  async execute(context: CommandContext, command: EndAppointmentCommand): Promise<HeadAnswer> {
    return this.commands.run(context, 'heads.end', command, async (tx) => {
      const view = await this.directory.byId(command.appointmentId, tx);
      requireScope(context.actor, 'appointment.manage', view.divisionPath);
      const at = this.clock.now();
      if (command.validTo < localDayOf(at.getTime())) {
        await this.ending.require(tx, command, at);
        const { id } = await this.decisions.ask<EndAsked>(tx, context.actor, {
          ...{ kind: END_PAST, divisionId: view.divisionId, payload: command, subjectId: view.appointmentId },
          ...{ concerned: [view.volunteerId], reason: command.reason },
        });
        return { appointmentId: null, version: null, decisionId: id };
      }
      const done = await this.ending.end(tx, command, { by: actorIdOf(context.actor), at, decisionId: null });
      await this.audit.record(tx, context.actor, {
        action: 'heads.end',
        subjectKind: 'head_appointment',
        subjectId: view.appointmentId,
        reason: command.reason,
      });
      return { ...done, decisionId: null };
    });
  }
}
