import { Injectable } from '@nestjs/common';
import type { Transaction } from '../database/unit-of-work';
import type { Finding, Report } from '../../../kernel/finding';

/** What a module asks of its own rows in every audit: whether they are what the ledger's entries and other facts say. */
export interface AuditCheck {
  /** `<module>.<what>`, once. */
  readonly name: string;
  /**
   * Reads, in one snapshot, and reports each row that cannot be right. Internal ids only.
   *
   * @param limit how many findings are named; further ones may be left out.
   */
  run(tx: Transaction, report: Report, limit: number): Promise<void>;
}

/** The checks of all modules. A module declares its own at the start; nobody here knows whose there are. */
@Injectable()
export class AuditChecks {
  private readonly declared = new Map<string, AuditCheck>();

  declare(...checks: readonly AuditCheck[]): void {
    for (const check of checks) {
      if (this.declared.has(check.name)) throw new Error(`the audit check ${check.name} is declared twice`);
      this.declared.set(check.name, check);
    }
  }

  all(): readonly AuditCheck[] {
    return [...this.declared.values()];
  }
}

/** What a question about rows answers: a finding, whose number is text and whose problem may be left out (CHANGED). */
export type FindingRow = Omit<Finding, 'seq' | 'problem'> & {
  readonly seq?: string | null;
  readonly problem?: Finding['problem'];
};

/** @param fixed members that the question leaves out, such as the table. */
export function findingOf({ seq, ...row }: Partial<FindingRow>, fixed: Partial<Finding> = {}): Finding {
  return {
    table: '',
    column: '*',
    problem: 'CHANGED',
    ...row,
    ...fixed,
    ...(typeof seq === 'string' && { seq: Number(seq) }),
  };
}

/**
 * A check that is one question.
 *
 * @param sql answers the findings (columns as in Finding, `problem` may be left out); $1 is how many at most.
 */
export function questionCheck(name: string, sql: string, fixed: Partial<Finding> = {}): AuditCheck {
  return {
    name,
    run: async (tx, report, limit) => {
      for (const row of await tx.query<FindingRow>(sql, [limit])) report(findingOf(row, fixed));
    },
  };
}
