import { Injectable } from '@nestjs/common';
import { type LocalDay, localDayOf } from '../../../kernel/local-day';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { requireScope } from '../../../platform/security/identity/access';
import { actorIdOf } from '../../../platform/foundation/actor/actor';
import { Decisions } from '../../../platform/security/decisions';
import { DivisionDirectory } from '../../../place/divisions';
import type { HeadRole } from '../domain/head-role';
import { isRealTerm } from '../domain/term';
import { headErrors } from '../errors';
import { APPOINT_PAST } from './appoint-past-kind';
import { Appointing } from './appointing';
import type { AppointedHead, AppointmentAsked } from './term-shapes';

export interface AppointHeadCommand {
  readonly volunteerId: string;
  readonly divisionId: string;
  readonly role: HeadRole;
  readonly validFrom: LocalDay;
  /** The first day without the office; left out: open-ended. */
  readonly validTo?: LocalDay;
  /** Paid staff (most grid heads): their duty time is never volunteer service. */
  readonly isPaid: boolean;
  /** Where the appointment comes from: a resolution, a list, a notice. */
  readonly source: string;
}

/** Either it is done, or a second person decides. */
export type HeadAnswer =
  | (AppointedHead & { readonly decisionId: null })
  | { readonly appointmentId: null; readonly version: null; readonly decisionId: string };

/**
 * Appoints a grid, building or unit head for a term. A term that begins before today is asked: who has been in office, and
 * for how long, decides about places in a selection.
 */
@Injectable()
export class AppointHead {
  constructor(
    private readonly commands: Commands,
    private readonly divisions: DivisionDirectory,
    private readonly appointing: Appointing,
    private readonly decisions: Decisions,
    private readonly clock: Clock,
  ) {}

  /**
   * @param decisionId an approved decision that names this row among others (a list that was imported).
   * @throws APPOINTMENT_PERIOD_INVALID, DIVISION_UNKNOWN, DIVISION_CLOSED, SCOPE_FOREIGN, APPOINTMENT_DIVISION_WRONG,
   *   VOLUNTEER_UNKNOWN, VOLUNTEER_NOT_ACTIVE, APPOINTMENT_OVERLAP, DECISION_PENDING
   */
  async execute(
    context: CommandContext,
    command: AppointHeadCommand,
    decisionId: string | null = null,
  ): Promise<HeadAnswer> {
    const term = { validFrom: command.validFrom, validTo: command.validTo ?? null };
    if (!isRealTerm(term)) throw headErrors.refuse('APPOINTMENT_PERIOD_INVALID', { field: 'validTo' });
    return this.commands.run(context, 'heads.appoint', command, async (tx) => {
      const division = await this.divisions.activeById(command.divisionId, tx);
      requireScope(context.actor, 'appointment.manage', division.path);
      await this.appointing.require(tx, command);
      const now = this.clock.now();
      if (command.validFrom >= localDayOf(now.getTime()) || decisionId !== null) {
        const by = actorIdOf(context.actor);
        const done = await this.appointing.appoint(tx, command, { by, at: now, decisionId });
        return { ...done, decisionId: null };
      }
      await this.appointing.requireFree(tx, command);
      const { id } = await this.decisions.ask<AppointmentAsked>(tx, context.actor, {
        ...{ kind: APPOINT_PAST, divisionId: division.id, payload: { ...command, validTo: term.validTo } },
        ...{ concerned: [command.volunteerId], reason: command.source },
        about: [command.volunteerId, division.id, command.role, command.validFrom].join('/'),
      });
      return { appointmentId: null, version: null, decisionId: id };
    });
  }
}
