import type { PersonTable } from '../../../people/volunteers';

/** What this module keeps about a person, for that person's own export; $1 is the volunteer. */
export const personTables: readonly PersonTable[] = [
  {
    title: '台账',
    columns: {
      accountKind: '账户',
      seq: '序号',
      amount: '数额',
      balanceAfter: '余额',
      reason: '缘由',
      effectiveAt: '发生时间',
      recordedAt: '记账时间',
    },
    sql: `select account_kind as "accountKind", seq::int as seq, amount::int as amount, balance_after::int as "balanceAfter", reason,
        effective_at as "effectiveAt", recorded_at as "recordedAt"
      from ledger_entry where volunteer_id = $1 order by account_kind, seq`,
  },
];
