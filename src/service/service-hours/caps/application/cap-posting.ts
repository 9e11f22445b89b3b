import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { DivisionDirectory } from '../../../../place/divisions';
import { LedgerPosting, type Posting } from '../../../../ledger/ledger';
import { Notices } from '../../../../people/notices';
import { PointsForRecord } from '../../../../ledger/points';
import { ApprovalRepository, type NewCapDecision, pointsFactsOf } from '../../records';
import type { ServiceRecord } from '../../computing';

/**
 * Posts minutes that were approved above a cap, through the one write path: an entry of its own, whose cause is the
 * decision (MANUAL: a person's word and no computing made it). The record's first entry stays as it is.
 */
@Injectable()
export class CapPosting {
  constructor(
    private readonly posting: LedgerPosting,
    private readonly points: PointsForRecord,
    private readonly approvals: ApprovalRepository,
    private readonly divisions: DivisionDirectory,
    private readonly notices: Notices,
  ) {}

  /** @throws POLICY_MISSING, POINTS_CALENDAR_MISSING */
  async post(tx: Transaction, record: ServiceRecord, decision: NewCapDecision): Promise<void> {
    const [first] = decision.intervals;
    const common = {
      volunteerId: record.volunteerId,
      issuerDivisionId: record.divisionId,
      reason: record.kind,
      causeKind: 'MANUAL',
      causeId: decision.id,
      effectiveAt: first ? new Date(first.startMs) : record.startsAt,
    } as const;
    const minutes: Posting = {
      ...common,
      accountKind: record.kind === 'TRAINING' ? 'TRAINING_MINUTES' : 'SERVICE_MINUTES',
      amount: decision.approvedMinutes,
      ruleVersion: record.hoursPolicyVersion,
    };
    const { pointTenths, ruleVersion } = await this.price(tx, record, decision);
    const postings: readonly Posting[] =
      pointTenths === 0
        ? [minutes]
        : [minutes, { ...common, accountKind: 'POINT_TENTHS', amount: pointTenths, ruleVersion }];
    await this.posting.post(tx, postings, decision.decidedBy);
  }

  async tell(tx: Transaction, record: ServiceRecord, decision: NewCapDecision): Promise<void> {
    const { volunteerId, activityTitle: title } = record;
    const data = { title, approved: decision.approvedMinutes, refused: decision.refusedMinutes };
    await this.notices.send(tx, [{ volunteerId, kind: 'CAP_DECIDED', subjectKey: decision.id, data }]);
  }

  private async price(tx: Transaction, record: ServiceRecord, { intervals }: NewCapDecision) {
    const { path } = await this.divisions.byId(record.divisionId, tx);
    return this.points.calculate(
      {
        ...pointsFactsOf(record, path),
        creditedIntervals: intervals,
        earnedInRecordPointTenths: await this.approvals.earnedPointTenths(tx, record),
      },
      tx,
    );
  }
}
