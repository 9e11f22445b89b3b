import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../kernel/local-day';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { httpErrors } from '../../../platform/delivery/http/http-errors';
import { isOverBy, isRealTerm } from '../domain/term';
import { headErrors } from '../errors';
import { HeadAppointmentRepository } from '../persistence/head-appointment.repository';
import type { AppointedHead, EndAsked } from './term-shapes';

/** The one step that ends a term, whoever decided it. */
@Injectable()
export class Ending {
  constructor(private readonly appointments: HeadAppointmentRepository) {}

  /** @throws APPOINTMENT_UNKNOWN, VERSION_OUTDATED, APPOINTMENT_ENDED, APPOINTMENT_PERIOD_INVALID */
  async require(tx: Transaction, asked: EndAsked, at: Date): Promise<void> {
    const row = await this.appointments.get(tx, asked.appointmentId);
    if (row.version !== asked.expectedVersion) throw httpErrors.refuse('VERSION_OUTDATED', { field: 'If-Match' });
    if (isOverBy(row, localDayOf(at.getTime()))) throw headErrors.refuse('APPOINTMENT_ENDED');
    const isLater = row.validTo !== null && asked.validTo > row.validTo;
    if (isLater || !isRealTerm({ validFrom: row.validFrom, validTo: asked.validTo })) {
      throw headErrors.refuse('APPOINTMENT_PERIOD_INVALID', { field: 'validTo' });
    }
  }

  /** @throws as `require` */
  async end(
    tx: Transaction,
    asked: EndAsked,
    given: { readonly at: Date; readonly by: string; readonly decisionId: string | null },
  ): Promise<AppointedHead> {
    await this.require(tx, asked, given.at);
    const { validTo, reason, appointmentId, expectedVersion } = asked;
    await this.appointments.end(tx, appointmentId, expectedVersion, { validTo, reason, ...given });
    return { appointmentId, version: expectedVersion + 1 };
  }
}
