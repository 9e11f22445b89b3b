import { Injectable } from '@nestjs/common';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import type { AccountKind } from '../domain/posting';
import { badAccountsSql, badEntriesSql, badMonthsSql, badRecordsSql, leavesSql } from '../persistence/verification-sql';

/** A row that cannot be right. */
export interface LedgerFinding {
  readonly table: 'ledger_entry' | 'ledger_account' | 'ledger_month' | 'service_record';
  readonly volunteerId: string;
  readonly accountKind?: AccountKind;
  readonly seq?: string | null;
  readonly month?: string;
  readonly recordId?: string;
  /**
   * The column that disagrees with the rest. `hash` says that the content of the row, whichever column, is not what was
   * posted.
   */
  readonly column: string;
}

export interface LedgerVerification {
  readonly isIntact: boolean;
  readonly entryCount: number;
  readonly accountCount: number;
  /** The first bad rows, entries before sums; at most 20 of each kind and partition. */
  readonly findings: readonly LedgerFinding[];
}

export interface VerificationProgress {
  readonly checkedPartitions: number;
  readonly partitions: number;
  readonly findings: number;
}

const FINDINGS_PER_QUESTION = 20;

/**
 * Recomputes the ledger: chains, numbers, running balances and links of every entry in one pass per partition, then
 * accounts, monthly sums and service records, all in one snapshot. Postings go on meanwhile.
 */
@Injectable()
export class LedgerVerifier {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @param onProgress is called after every partition. */
  async verify(onProgress: (progress: VerificationProgress) => void = () => undefined): Promise<LedgerVerification> {
    return this.unitOfWork.snapshot(async (tx) => {
      await tx.query('set local statement_timeout = 0');
      const leaves = await tx.query<{ entryLeaf: string; accountLeaf: string }>(leavesSql);
      const findings: LedgerFinding[] = [];
      for (const [index, { entryLeaf, accountLeaf }] of leaves.entries()) {
        findings.push(...(await ask(tx, 'ledger_entry', badEntriesSql(entryLeaf, accountLeaf))));
        findings.push(...(await ask(tx, 'ledger_account', badAccountsSql(entryLeaf, accountLeaf))));
        onProgress({ checkedPartitions: index + 1, partitions: leaves.length, findings: findings.length });
      }
      findings.push(
        ...(await ask(tx, 'ledger_month', badMonthsSql)),
        ...(await ask(tx, 'service_record', badRecordsSql)),
      );
      const [counts] = await tx.query<{ entries: string; accounts: string }>(
        'select (select count(*) from ledger_entry) as entries, (select count(*) from ledger_account) as accounts',
      );
      return {
        isIntact: findings.length === 0,
        entryCount: Number(counts?.entries ?? 0),
        accountCount: Number(counts?.accounts ?? 0),
        findings,
      };
    });
  }
}

async function ask(tx: Transaction, table: LedgerFinding['table'], sql: string): Promise<readonly LedgerFinding[]> {
  const rows = await tx.query<Omit<LedgerFinding, 'table'>>(sql, [FINDINGS_PER_QUESTION]);
  return rows.map((row) => ({ table, ...row }));
}
