import { Injectable } from '@nestjs/common';
import { type LocalDay, localDayOf } from '../../../kernel/local-day';
import { AuditLog } from '../../../platform/audit/audit-log';
import { Clock } from '../../../platform/clock/clock';
import { type CommandContext, Commands } from '../../../platform/database/commands';
import { httpErrors } from '../../../platform/http/http-errors';
import { requireScope } from '../../../platform/identity/access';
import { isOverBy, isRealTerm } from '../domain/term';
import { headErrors } from '../errors';
import { HeadAppointmentRepository } from '../persistence/head-appointment.repository';
import { HeadDirectory } from '../persistence/head-directory';
import type { AppointedHead } from './appoint-head';

export interface EndAppointmentCommand {
  readonly appointmentId: string;
  readonly expectedVersion: number;
  /** The first day without the office. */
  readonly validTo: LocalDay;
  readonly reason: string;
}

/** Ends a head's term; the appointment itself stays as history. */
@Injectable()
export class EndAppointment {
  constructor(
    private readonly commands: Commands,
    private readonly appointments: HeadAppointmentRepository,
    private readonly directory: HeadDirectory,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * The end may be in the past or the future, but only shortens: a later end would be a new appointment.
   *
   * @throws APPOINTMENT_UNKNOWN, SCOPE_FOREIGN, VERSION_OUTDATED, APPOINTMENT_ENDED, APPOINTMENT_PERIOD_INVALID
   */
  async execute(context: CommandContext, command: EndAppointmentCommand): Promise<AppointedHead> {
    return this.commands.run(context, 'heads.end', command, async (tx) => {
      const view = await this.directory.byId(command.appointmentId, tx);
      requireScope(context.actor, 'appointment.manage', view.divisionPath);
      const row = await this.appointments.get(tx, view.appointmentId);
      if (row.version !== command.expectedVersion) throw httpErrors.refuse('VERSION_OUTDATED', { field: 'If-Match' });
      if (isOverBy(row, localDayOf(this.clock.nowMs()))) throw headErrors.refuse('APPOINTMENT_ENDED');
      const isLater = row.validTo !== null && command.validTo > row.validTo;
      if (isLater || !isRealTerm({ validFrom: row.validFrom, validTo: command.validTo })) {
        throw headErrors.refuse('APPOINTMENT_PERIOD_INVALID', { field: 'validTo' });
      }
      await this.appointments.end(tx, row.id, row.version, { validTo: command.validTo, reason: command.reason });
      await this.audit.record(tx, context.actor, {
        action: 'heads.end',
        subjectKind: 'head_appointment',
        subjectId: row.id,
        reason: command.reason,
      });
      return { appointmentId: row.id, version: row.version + 1 };
    });
  }
}
