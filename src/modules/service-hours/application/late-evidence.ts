import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/unit-of-work';
import { accessErrors } from '../../../platform/identity/access';
import { IdSource } from '../../../platform/ids/id-source';
import { Outbox } from '../../../platform/outbox';
import type { ShiftView } from '../../activities';
import { outcomesDue } from '../../attendance';
import { ReverseCause } from '../../ledger';
import type { ServiceRecord } from '../persistence/service-record';
import { ServiceRecordRepository } from '../persistence/service-record.repository';
import { HoursComputer } from './hours-computer';

/** Whose record of which shift the punches belong to that came late, and why they are taken. */
export interface LateEvidenceOf {
  readonly shift: ShiftView;
  readonly volunteerId: string;
  readonly reason: string;
  /** Asked where a confirmed record would have to be reversed; left out where there can be none. */
  readonly mayReverse?: () => Promise<boolean>;
}

/**
 * Brings punches that came after the end of a shift into the record. While the shift is open nothing is to do: they are
 * computed with the others. A record that is not confirmed is computed again; one that is confirmed is reversed and gets
 * its next revision. Either way the result goes to review.
 */
@Injectable()
export class LateEvidence {
  constructor(
    private readonly records: ServiceRecordRepository,
    private readonly computer: HoursComputer,
    private readonly reverseCause: ReverseCause,
    private readonly ids: IdSource,
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
   * @throws PERMISSION_MISSING where a confirmed record would have to be reversed, CALENDAR_YEAR_MISSING
   */
  async takeIn(tx: Transaction, by: string, evidence: LateEvidenceOf): Promise<string | null> {
    const { shift, volunteerId, reason, mayReverse } = evidence;
    if (shift.status !== 'CLOSED') return null;
    await this.records.lockVolunteers(tx, [volunteerId]);
    const confirmed = await this.confirmed(tx, shift.id, volunteerId);
    if (confirmed) {
      if ((await mayReverse?.()) !== true) throw accessErrors.refuse('PERMISSION_MISSING');
      await this.reverse(tx, by, confirmed, reason);
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

  private async reverse(tx: Transaction, recordedBy: string, record: ServiceRecord, reason: string): Promise<void> {
    await this.records.decide(tx, record.id, { status: 'REVERSED', decidedBy: recordedBy, reason });
    if (record.creditedMinutes > 0) {
      const { volunteerId, id: causeId } = record;
      await this.reverseCause.execute(tx, { volunteerId, causeId, reversalId: this.ids.next(), recordedBy });
    }
  }
}
