import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { lockShift, ShiftDirectory } from '../../activities';
import { PunchClaimRepository, type StoredClaim } from '../../attendance';
import { LateEvidence } from '../../service-hours';
import { lateEntryErrors } from '../errors';

export interface ClaimDecision {
  readonly by: string;
  readonly at: Date;
  readonly reason: string;
}

/** Carries out what was decided about a batch of claims. */
@Injectable()
export class TakeClaimsIn {
  constructor(
    private readonly claims: PunchClaimRepository,
    private readonly shifts: ShiftDirectory,
    private readonly evidence: LateEvidence,
  ) {}

  /**
   * Records every punch of the batch under its own id, and computes the records of its people where the shift is closed.
   *
   * @returns the records that were computed with them, plain JSON.
   * @throws CLAIM_UNKNOWN, DECISION_PENDING, CALENDAR_YEAR_MISSING
   */
  async accept(
    tx: Transaction,
    batchId: string,
    decision: ClaimDecision,
  ): Promise<{ readonly recordIds: readonly string[] }> {
    const lines = await this.open(tx, batchId);
    const [first] = lines;
    if (!first) return { recordIds: [] };
    await lockShift(tx, first.shiftId, 'share');
    const shift = await this.shifts.byId(first.shiftId, tx);
    const people = [...new Set(lines.map(({ volunteerId }) => volunteerId))];
    await this.evidence.hold(tx, people);
    await this.decide(tx, lines, 'ACCEPTED', decision);
    for (const line of lines) await this.claims.recordAccepted(tx, line, decision.by);
    const recordIds: string[] = [];
    for (const volunteerId of people) {
      const { by, reason } = decision;
      const id = await this.evidence.takeIn(tx, by, { shift, volunteerId, reason });
      if (id !== null) recordIds.push(id);
    }
    return { recordIds };
  }

  /** @throws CLAIM_UNKNOWN */
  async decline(tx: Transaction, batchId: string, decision: ClaimDecision): Promise<void> {
    await this.decide(tx, await this.open(tx, batchId), 'DECLINED', decision);
  }

  private async decide(
    tx: Transaction,
    lines: readonly StoredClaim[],
    decision: 'ACCEPTED' | 'DECLINED',
    { by, at, reason }: ClaimDecision,
  ): Promise<void> {
    const decided = lines.map(({ volunteerId, punchId }) => ({ volunteerId, punchId, decision }));
    await this.claims.decide(tx, decided, { reason, decidedBy: by, decidedAt: at });
  }

  /** The lines nobody has decided about, in the order of people, so that two batches wait for each other at most. */
  private async open(tx: Transaction, batchId: string): Promise<readonly StoredClaim[]> {
    const lines = await this.claims.holdBatch(tx, batchId);
    if (lines.length === 0) throw lateEntryErrors.refuse('CLAIM_UNKNOWN');
    return lines.filter(({ decision }) => decision === null);
  }
}
