import { type AuditCheck, questionCheck } from '../../../platform/data/audit/audit-checks';
import { undeclaredActsSql } from '../../../platform/data/audit/declared-acts';

/** Every term has somebody who made it, and every end somebody who set it. */
export const headChecks: readonly AuditCheck[] = [
  questionCheck(
    'heads.appointments',
    undeclaredActsSql({
      table: 'head_appointment',
      actor: 'created_by',
      commands: ['heads.appoint'],
      answer: 'appointmentId',
      subject: 'volunteer_id',
      decision: 'decision_id',
    }),
  ),
  questionCheck(
    'heads.ends',
    undeclaredActsSql({
      table: 'head_appointment',
      actor: 'ended_by',
      commands: ['heads.end'],
      answer: 'appointmentId',
      subject: 'volunteer_id',
      decision: 'end_decision_id',
    }),
  ),
];
