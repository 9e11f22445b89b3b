import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import { DivisionDirectory } from '../../../place/divisions';
import { VolunteerDirectory } from '../../volunteers';
import { headsKind } from '../domain/head-role';
import { headErrors } from '../errors';
import { HeadAppointmentRepository } from '../persistence/head-appointment.repository';
import type { AppointedHead, AppointmentAsked } from './term-shapes';

type Appointment = Omit<AppointmentAsked, 'validTo'> & { readonly validTo?: AppointmentAsked['validTo'] };

/** The one step that makes an appointment, whoever decided it. */
@Injectable()
export class Appointing {
  constructor(
    private readonly divisions: DivisionDirectory,
    private readonly volunteers: VolunteerDirectory,
    private readonly appointments: HeadAppointmentRepository,
    private readonly ids: IdSource,
  ) {}

  /** @throws DIVISION_UNKNOWN, DIVISION_CLOSED, APPOINTMENT_DIVISION_WRONG, VOLUNTEER_UNKNOWN, VOLUNTEER_NOT_ACTIVE */
  async require(tx: Transaction, { divisionId, role, volunteerId }: Appointment): Promise<void> {
    const division = await this.divisions.activeById(divisionId, tx);
    if (!headsKind(role, division.kind)) throw headErrors.refuse('APPOINTMENT_DIVISION_WRONG', { field: 'divisionId' });
    await this.volunteers.activeById(volunteerId, tx);
  }

  /** @throws APPOINTMENT_OVERLAP */
  async requireFree(tx: Transaction, { divisionId, role, validFrom, validTo }: Appointment): Promise<void> {
    await this.appointments.refuseOverlap(tx, divisionId, role, { validFrom, validTo: validTo ?? null });
  }

  /** @throws APPOINTMENT_OVERLAP */
  async appoint(
    tx: Transaction,
    { volunteerId, divisionId, role, validFrom, validTo, isPaid, source }: Appointment,
    given: { readonly by: string; readonly at: Date; readonly decisionId: string | null },
  ): Promise<AppointedHead> {
    const appointmentId = this.ids.next();
    await this.appointments.insert(tx, {
      ...{ id: appointmentId, volunteerId, divisionId, role, validFrom, validTo: validTo ?? null, isPaid, source },
      ...{ createdBy: given.by, createdAt: given.at, decisionId: given.decisionId },
    });
    return { appointmentId, version: 1 };
  }
}
