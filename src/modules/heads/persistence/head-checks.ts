import { type AuditCheck, questionCheck } from '../../../platform/audit/audit-checks';
import { undeclaredActsSql } from '../../../platform/audit/declared-acts';

/** Every term has somebody who made it. */
export const headChecks: readonly AuditCheck[] = [
  questionCheck(
    'heads.appointments',
    undeclaredActsSql({
      table: 'head_appointment',
      actor: 'created_by',
      commands: ['heads.appoint'],
      answer: 'appointmentId',
      subject: 'volunteer_id',
    }),
  ),
];
