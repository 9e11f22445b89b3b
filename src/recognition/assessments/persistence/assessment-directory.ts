import { Injectable } from '@nestjs/common';
import type { LocalDay } from '../../../kernel/local-day';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { assessmentErrors } from '../errors';

export interface AssessmentView {
  readonly id: string;
  readonly appointmentId: string;
  readonly volunteerId: string;
  readonly assessedOn: LocalDay;
  readonly item: string;
  readonly scoreHundredths: number;
  readonly note: string | null;
  readonly recordedBy: string;
  /** ISO text. */
  readonly createdAt: string;
  readonly voidedAt: string | null;
  readonly voidReason: string | null;
  readonly version: number;
}

type AssessmentRecord = Omit<AssessmentView, 'createdAt' | 'voidedAt'> & {
  readonly createdAt: Date;
  readonly voidedAt: Date | null;
};

/** Answers which assessments a head has. */
@Injectable()
export class AssessmentDirectory {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @throws ASSESSMENT_UNKNOWN */
  async byId(id: string, tx?: Transaction): Promise<AssessmentView> {
    const [view] = await this.query('s.id = $1', [id], tx);
    if (!view) throw assessmentErrors.refuse('ASSESSMENT_UNKNOWN');
    return view;
  }

  /** All assessments of an appointment, the voided ones included, newest day first. */
  async ofAppointment(appointmentId: string): Promise<readonly AssessmentView[]> {
    return this.query('s.appointment_id = $1', [appointmentId]);
  }

  private async query(condition: string, parameters: readonly unknown[], tx?: Transaction): Promise<AssessmentView[]> {
    const sql = `select s.id, s.appointment_id as "appointmentId", a.volunteer_id as "volunteerId",
        s.assessed_on::text as "assessedOn", s.item, s.score_hundredths as "scoreHundredths", s.note,
        s.recorded_by as "recordedBy", s.created_at as "createdAt", s.voided_at as "voidedAt",
        s.void_reason as "voidReason", s.version
      from assessment s join head_appointment a on a.id = s.appointment_id
      where ${condition} order by s.assessed_on desc, s.id desc limit 1000`;
    const rows = tx
      ? await tx.query<AssessmentRecord>(sql, parameters)
      : await this.unitOfWork.read<AssessmentRecord>(sql, parameters);
    return rows.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      voidedAt: row.voidedAt?.toISOString() ?? null,
    }));
  }
}
