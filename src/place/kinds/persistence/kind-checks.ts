import { type AuditCheck, questionCheck } from '../../../platform/data/audit/audit-checks';
import { undeclaredActsSql } from '../../../platform/data/audit/declared-acts';

/** Every version of a kind has somebody who made it; of a category two, unless it only ends. */
export const kindChecks: readonly AuditCheck[] = [
  questionCheck(
    'kinds.categories',
    undeclaredActsSql({
      ...{ table: 'activity_category', actor: 'created_by', commands: ['kinds.retire-category'] },
      ...{ subject: 'code', decision: 'decision_id' },
    }),
  ),
  questionCheck(
    'kinds.team-kinds',
    undeclaredActsSql({
      ...{ table: 'team_kind', actor: 'created_by', commands: ['kinds.add-team-kind', 'kinds.change-team-kind'] },
      subject: 'code',
    }),
  ),
];
