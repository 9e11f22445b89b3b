import { type AuditCheck, questionCheck } from '../../../platform/data/audit/audit-checks';
import { undeclaredActsSql } from '../../../platform/data/audit/declared-acts';

/** Every score has somebody who gave it. */
const undeclaredScores = questionCheck(
  'awards.assessments',
  undeclaredActsSql({
    table: 'assessment',
    actor: 'recorded_by',
    commands: ['awards.record-assessment'],
    subject: 'appointment_id',
    decision: 'decision_id',
  }),
);

/** What every audit asks about scores. */
export const assessmentChecks: readonly AuditCheck[] = [undeclaredScores];
