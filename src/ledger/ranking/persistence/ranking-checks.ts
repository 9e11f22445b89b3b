import { type AuditCheck, questionCheck } from '../../../platform/data/audit/audit-checks';
import { driftQuestions } from './read-model-sql';

/** The sums that the ledger keeps itself; an audit asks for them apart. */
const OF_THE_LEDGER: readonly string[] = ['ledger_account', 'ledger_month'];

/** Places and totals, computed again from the entries; what has not been folded yet is not wrong. */
export const rankingChecks: readonly AuditCheck[] = Object.entries(driftQuestions)
  .filter(([table]) => !OF_THE_LEDGER.includes(table))
  .map(([table, sql]) => questionCheck(`ranking.${table}`, `${sql} order by 1 limit $1`, { table, column: '*' }));
