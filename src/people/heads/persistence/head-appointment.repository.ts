import { Injectable } from '@nestjs/common';
import type { LocalDay } from '../../../kernel/local-day';
import { type Transaction, violatedConstraint } from '../../../platform/data/database/unit-of-work';
import type { HeadRole } from '../domain/head-role';
import type { Term } from '../domain/term';
import { headErrors } from '../errors';
import { HeadAppointmentRow } from './head-appointment.row';

export type NewAppointment = Omit<HeadAppointmentRow, 'endedReason' | 'version'>;

/** Writes head appointments. */
@Injectable()
export class HeadAppointmentRepository {
  /** Locks the row. @throws APPOINTMENT_UNKNOWN */
  async get(tx: Transaction, id: string): Promise<HeadAppointmentRow> {
    const row = await tx.manager.findOne(HeadAppointmentRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!row) throw headErrors.refuse('APPOINTMENT_UNKNOWN');
    return row;
  }

  /** @throws APPOINTMENT_OVERLAP, also where another clerk was faster by a moment (exclusion constraint). */
  async insert(tx: Transaction, appointment: NewAppointment): Promise<void> {
    await this.refuseOverlap(tx, appointment.divisionId, appointment.role, appointment);
    try {
      await tx.manager.insert(HeadAppointmentRow, { ...appointment, version: 1 });
    } catch (error) {
      if (violatedConstraint(error) === 'head_appointment_one_head_at_a_time') throw overlap();
      throw error;
    }
  }

  /** Sets the end of a term; false where the version is not the expected one. */
  async end(
    tx: Transaction,
    id: string,
    expectedVersion: number,
    change: {
      readonly validTo: LocalDay;
      readonly reason: string;
      readonly at: Date;
      readonly by: string;
      readonly decisionId: string | null;
    },
  ): Promise<boolean> {
    const rows = await tx.query(
      `update head_appointment set valid_to = $3, ended_reason = $4, ended_at = $5, ended_by = $6,
         end_decision_id = $7, version = version + 1
       where id = $1 and version = $2 returning 1`,
      [id, expectedVersion, change.validTo, change.reason, change.at, change.by, change.decisionId],
    );
    return rows.length > 0;
  }

  /** @throws APPOINTMENT_OVERLAP */
  async refuseOverlap(tx: Transaction, divisionId: string, role: HeadRole, term: Term): Promise<void> {
    const taken = await tx.query(
      `select 1 from head_appointment where division_id = $1 and role = $2
         and daterange(valid_from, valid_to, '[)') && daterange($3::date, $4::date, '[)') limit 1`,
      [divisionId, role, term.validFrom, term.validTo],
    );
    if (taken.length > 0) throw overlap();
  }
}

function overlap() {
  return headErrors.refuse('APPOINTMENT_OVERLAP', { field: 'validFrom' });
}
