import { type AuditCheck, questionCheck, undeclaredActsSql } from '../../evidence';

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
