import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import type { AuditCheck } from '../../../platform/data/audit/audit-checks';
import type { Report } from '../../../kernel/finding';
import { VerifySnapshot } from './verify-snapshot';

/** What every audit asks about selections: whether each frozen ranking comes out again. */
@Injectable()
export class SelectionChecks {
  constructor(private readonly snapshots: VerifySnapshot) {}

  all(): readonly AuditCheck[] {
    return [{ name: 'awards.rounds', run: (tx, report) => this.checkRounds(tx, report) }];
  }

  private async checkRounds(tx: Transaction, report: Report): Promise<void> {
    const rounds = await tx.query<{ id: string }>(
      'select id from selection_round where snapshot is not null order by id',
    );
    for (const { id } of rounds) {
      const { differences } = await this.snapshots.verify(tx, id);
      for (const { appointmentId, what } of differences) {
        report({
          table: appointmentId === null ? 'selection_round' : 'selection_line',
          column: what.toLowerCase(),
          problem: 'CHANGED',
          key: appointmentId === null ? id : `${id}/${appointmentId}`,
        });
      }
    }
  }
}
