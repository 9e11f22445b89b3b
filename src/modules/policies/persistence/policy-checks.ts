import { type AuditCheck, questionCheck, undeclaredActsSql } from '../../evidence';

/** Every version of a rule has somebody who published it. */
export const policyChecks: readonly AuditCheck[] = [
  questionCheck(
    'policies.published',
    undeclaredActsSql({ table: 'policy', actor: 'created_by', commands: ['policies.publish'], subject: 'version' }),
  ),
];
