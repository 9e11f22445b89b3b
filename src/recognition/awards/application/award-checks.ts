import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/unit-of-work';
import { type AuditCheck, questionCheck } from '../../../platform/audit/audit-checks';
import { undeclaredActsSql } from '../../../platform/audit/declared-acts';
import type { Report } from '../../../kernel/finding';
import { VerifySnapshot } from './verify-snapshot';

/** Every score has somebody who gave it. */
const undeclaredScores = questionCheck(
  'awards.assessments',
  undeclaredActsSql({
    table: 'assessment',
    actor: 'recorded_by',
    commands: ['awards.record-assessment'],
    subject: 'appointment_id',
    decision: 'decision_id',
  }),
);

/** What every audit asks about selections: who gave the scores, and whether each frozen ranking comes out again. */
@Injectable()
export class AwardChecks {
  constructor(private readonly snapshots: VerifySnapshot) {}

  all(): readonly AuditCheck[] {
    return [undeclaredScores, { name: 'awards.rounds', run: (tx, report) => this.checkRounds(tx, report) }];
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
