import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { systemActor } from '../../../../platform/foundation/actor/actor';
import { Outbox } from '../../../../platform/data/outbox';
import type { ShiftView } from '../../../activities';
import { outcomesDue } from '../../../attendance';
import { HoursComputer, type ServiceRecord, ServiceRecordRepository } from '../../computing';
import { AskCorrection } from './ask-correction';

const ASKS = systemActor('late-punches');

/** Whose record of which shift the punches belong to that came late, and why they are taken. */
export interface LateEvidenceOf {
  readonly shift: ShiftView;
  readonly volunteerId: string;
  readonly reason: string;
}

/**
 * Brings punches that came after the end of a shift into the record. While the shift is open nothing is to do: they are
 * computed with the others. A record that is not confirmed is computed again and goes to review; for one that is confirmed
 * a correction is asked, and it stands as it is before somebody agrees.
 */
@Injectable()
export class LateEvidence {
  constructor(
    private readonly records: ServiceRecordRepository,
    private readonly computer: HoursComputer,
    private readonly correction: AskCorrection,
    private readonly outbox: Outbox,
  ) {}

  /** Holds the person, so that nobody computes while the punches are being appended. To be called before `takeIn`. */
  async hold(tx: Transaction, volunteerIds: readonly string[]): Promise<void> {
    await this.records.lockVolunteers(tx, volunteerIds);
  }

  /** Those who have, or had, a record of the shift. */
  async withRecord(tx: Transaction, shiftId: string, volunteerIds: readonly string[]): Promise<ReadonlySet<string>> {
    return new Set((await this.records.revisionsOf(tx, shiftId, volunteerIds)).keys());
  }

  /**
   * @returns the id of the record as it is now; null where the shift is not closed yet.
   * @param by the actor who takes it in.
   * @throws DECISION_PENDING where another correction of the record waits, CALENDAR_YEAR_MISSING
   */
  async takeIn(tx: Transaction, by: string, evidence: LateEvidenceOf): Promise<string | null> {
    const { shift, volunteerId, reason } = evidence;
    if (shift.status !== 'CLOSED') return null;
    await this.records.lockVolunteers(tx, [volunteerId]);
    const confirmed = await this.confirmed(tx, shift.id, volunteerId);
    if (confirmed) {
      const asked = { basis: 'LATE_PUNCHES', times: null, reason, broughtInBy: by } as const;
      await this.correction.execute(tx, ASKS, confirmed, asked);
      return confirmed.id;
    }
    const [id] = await this.computer.compute(tx, {
      shift,
      volunteerIds: [volunteerId],
      mode: 'AGAIN',
      isReviewWanted: true,
    });
    // Somebody who turned out to have been there is no no-show.
    await this.outbox.add(tx, outcomesDue, { shiftId: shift.id }, { dedupKey: shift.id });
    return id ?? null;
  }

  private async confirmed(tx: Transaction, shiftId: string, volunteerId: string): Promise<ServiceRecord | null> {
    const [row] = await tx.query<{ id: string }>(
      `select id from service_record where shift_id = $1 and volunteer_id = $2 and status = 'CONFIRMED'`,
      [shiftId, volunteerId],
    );
    return row ? this.records.find(tx, row.id) : null;
  }
}
