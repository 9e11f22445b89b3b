import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { Decisions } from '../../../../platform/security/decisions';
import { AttendanceDirectory } from '../../../attendance';
import { serviceHoursErrors } from '../../errors';
import { handsOf, type ServiceRecord } from '../../computing';
import { type CorrectionBasis, RECORD_CORRECTION, type RecordCorrection } from './correction';
import { type Punches, RecomputePlanner } from '../../recompute';
import { RecordTimes, SecondApprovals, type ServedTimes } from '../../records';

export interface AskedCorrection {
  readonly basis: CorrectionBasis;
  /** The times that were really served; null for the two other bases. */
  readonly times: ServedTimes | null;
  readonly reason: string;
  /** Who brought the late punches in, besides who recorded them. */
  readonly broughtInBy?: string;
}

/**
 * Asks for another value of a confirmed record. Nothing changes before somebody else agrees: the record, the balance and
 * the certificates stand as they are.
 */
@Injectable()
export class AskCorrection {
  constructor(
    private readonly decisions: Decisions,
    private readonly attendance: AttendanceDirectory,
    private readonly planner: RecomputePlanner,
    private readonly times: RecordTimes,
    private readonly approvals: SecondApprovals,
  ) {}

  /**
   * @param record confirmed, and held with its person.
   * @returns the request that waits; null where late punches change nothing that counts.
   * @throws RECORD_TIMES_INVALID, CORRECTION_CHANGES_NOTHING, CORRECTION_SAME_UNIT, DECISION_PENDING
   */
  async execute(tx: Transaction, actor: Actor, record: ServiceRecord, asked: AskedCorrection): Promise<string | null> {
    const { basis, times, reason, broughtInBy } = asked;
    if (times) await this.times.requireTimes(tx, record, times);
    const counting = await this.attendance.countingPunches(tx, [record]);
    const line =
      basis === 'VOID' ? null : await this.planner.revisionOf(tx, record, times ? servedAs(record, times) : counting);
    if (basis !== 'VOID' && line === null) {
      if (basis === 'LATE_PUNCHES') return null;
      throw serviceHoursErrors.refuse('CORRECTION_CHANGES_NOTHING');
    }
    const before = record.creditedMinutes + record.grantedMinutes;
    const after = line?.afterMinutes ?? 0;
    if (times && line && after > before)
      await this.requireTwoUnits(tx, actor, { ...record, ...line.result, id: record.id });
    const { id } = await this.decisions.ask<RecordCorrection>(tx, actor, {
      ...{ kind: RECORD_CORRECTION, divisionId: record.divisionId, subjectId: record.id, reason },
      payload: {
        ...{ recordId: record.id, basis, title: record.activityTitle, servedOn: record.servedOn },
        times: times && {
          checkedInAt: times.checkedInAt.toISOString(),
          checkedOutAt: times.checkedOutAt.toISOString(),
        },
        ...{ beforeMinutes: before, afterMinutes: after, punchIds: counting.map((punch) => punch.id) },
      },
      concerned: [record.volunteerId],
      // Times that staff enter stand in the place of all punches; late ones are judged with those who recorded them.
      hands: basis === 'LATE_PUNCHES' ? [...handsOf(counting), ...(broughtInBy ? [broughtInBy] : [])] : [],
      beganAt: record.startsAt,
    });
    return id;
  }

  /** Rule §2.3: minutes of weak evidence above the month's limit are agreed to by two units: asked below the street. */
  private async requireTwoUnits(tx: Transaction, actor: Actor, record: ServiceRecord): Promise<void> {
    if ((await this.approvals.required(tx, record)) === 1) return;
    if ((await this.approvals.unitOf(tx, actor, record)) === record.divisionId) return;
    throw serviceHoursErrors.refuse('CORRECTION_SAME_UNIT');
  }
}

/** The punches as they would be, for a look at what the rules make of them. */
function servedAs({ shiftId, volunteerId }: ServiceRecord, { checkedInAt, checkedOutAt }: ServedTimes): Punches {
  const common = { shiftId, volunteerId, method: 'CORRECTION', recordedBy: '' } as const;
  return [
    { ...common, id: 'in', direction: 'IN', atMs: checkedInAt.getTime() },
    { ...common, id: 'out', direction: 'OUT', atMs: checkedOutAt.getTime() },
  ];
}
