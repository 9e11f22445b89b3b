import { Injectable } from '@nestjs/common';
import type { LocalDay } from '../../../kernel/local-day';
import { Clock } from '../../../platform/clock/clock';
import { type CommandContext, Commands } from '../../../platform/database/commands';
import { requireScope } from '../../../platform/identity/access';
import { actorIdOf } from '../../../platform/identity/actor';
import { IdSource } from '../../../platform/ids/id-source';
import { DivisionDirectory } from '../../divisions';
import { VolunteerDirectory } from '../../volunteers';
import { type HeadRole, headsKind } from '../domain/head-role';
import { isRealTerm } from '../domain/term';
import { headErrors } from '../errors';
import { HeadAppointmentRepository } from '../persistence/head-appointment.repository';

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

export interface AppointedHead {
  readonly appointmentId: string;
  readonly version: number;
}

/** Appoints a grid, building or unit head for a term. */
@Injectable()
export class AppointHead {
  constructor(
    private readonly commands: Commands,
    private readonly divisions: DivisionDirectory,
    private readonly volunteers: VolunteerDirectory,
    private readonly appointments: HeadAppointmentRepository,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws APPOINTMENT_PERIOD_INVALID, DIVISION_UNKNOWN, DIVISION_CLOSED, SCOPE_FOREIGN, APPOINTMENT_DIVISION_WRONG,
   *   VOLUNTEER_UNKNOWN, VOLUNTEER_NOT_ACTIVE, APPOINTMENT_OVERLAP
   */
  async execute(context: CommandContext, command: AppointHeadCommand): Promise<AppointedHead> {
    const term = { validFrom: command.validFrom, validTo: command.validTo ?? null };
    if (!isRealTerm(term)) throw headErrors.refuse('APPOINTMENT_PERIOD_INVALID', { field: 'validTo' });
    return this.commands.run(context, 'heads.appoint', command, async (tx) => {
      const division = await this.divisions.activeById(command.divisionId, tx);
      requireScope(context.actor, 'appointment.manage', division.path);
      if (!headsKind(command.role, division.kind)) {
        throw headErrors.refuse('APPOINTMENT_DIVISION_WRONG', { field: 'divisionId' });
      }
      const volunteer = await this.volunteers.activeById(command.volunteerId, tx);
      const appointmentId = this.ids.next();
      await this.appointments.insert(tx, {
        id: appointmentId,
        volunteerId: volunteer.id,
        divisionId: division.id,
        role: command.role,
        ...term,
        isPaid: command.isPaid,
        source: command.source,
        createdBy: actorIdOf(context.actor),
        createdAt: this.clock.now(),
      });
      return { appointmentId, version: 1 };
    });
  }
}
