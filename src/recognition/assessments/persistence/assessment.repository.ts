import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/data/database/unit-of-work';

export interface NewAssessment {
  readonly id: string;
  readonly appointmentId: string;
  readonly assessedOn: string;
  readonly item: string;
  /** 0–10,000 hundredths of a point. */
  readonly scoreHundredths: number;
  readonly note: string | null;
  readonly recordedBy: string;
  readonly createdAt: Date;
  /** The decision of two by which it came late. */
  readonly decisionId: string | null;
}

/** Writes assessments. */
@Injectable()
export class AssessmentRepository {
  async insert(tx: Transaction, assessment: NewAssessment): Promise<void> {
    await tx.query(
      `insert into assessment (id, appointment_id, assessed_on, item, score_hundredths, note, recorded_by, created_at,
         decision_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        assessment.id,
        assessment.appointmentId,
        assessment.assessedOn,
        assessment.item,
        assessment.scoreHundredths,
        assessment.note,
        assessment.recordedBy,
        assessment.createdAt,
        assessment.decisionId,
      ],
    );
  }

  /** Voids; false where the assessment had been voided before. */
  async void(
    tx: Transaction,
    id: string,
    given: { readonly at: Date; readonly reason: string; readonly decisionId: string },
  ): Promise<boolean> {
    const rows = await tx.query(
      `update assessment set voided_at = $2, void_reason = $3, void_decision_id = $4, version = version + 1
       where id = $1 and voided_at is null returning 1`,
      [id, given.at, given.reason, given.decisionId],
    );
    return rows.length > 0;
  }
}
