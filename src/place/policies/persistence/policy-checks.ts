import { type AuditCheck, questionCheck } from '../../../platform/data/audit/audit-checks';
import { undeclaredActsSql } from '../../../platform/data/audit/declared-acts';

/** Every version of a rule has somebody who published it. */
export const policyChecks: readonly AuditCheck[] = [
  questionCheck(
    'policies.published',
    undeclaredActsSql({ table: 'policy', actor: 'created_by', commands: ['policies.publish'], subject: 'version' }),
  ),
];
