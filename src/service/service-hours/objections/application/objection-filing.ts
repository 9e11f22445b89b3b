import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { IdSource } from '../../../../platform/foundation/ids/id-source';
import { Notices } from '../../../../people/notices';
import { type Objection, ObjectionRepository } from '../../records';
import { PublicityPeriods, type ServiceRecord, ShiftPlans } from '../../computing';

export type ObjectionSlip = Omit<Objection, 'id' | 'recordId' | 'status' | 'answerUntil'>;

/** Keeps an objection with the day of its answer, and tells the person whose record it is about. */
@Injectable()
export class ObjectionFiling {
  constructor(
    private readonly objections: ObjectionRepository,
    private readonly plans: ShiftPlans,
    private readonly periods: PublicityPeriods,
    private readonly notices: Notices,
    private readonly ids: IdSource,
  ) {}

  /** @returns the objection's id. @throws CALENDAR_YEAR_MISSING */
  async file(tx: Transaction, record: ServiceRecord, slip: ObjectionSlip): Promise<string> {
    const { policy } = await this.plans.byId(tx, record.shiftId);
    const answerUntil = await this.periods.answerUntil(tx, slip.raisedAt, policy);
    const id = this.ids.next();
    await this.objections.insert(tx, { id, recordId: record.id, ...slip, answerUntil });
    // Who objected is not said: an objection must not cost anybody a neighbour.
    if (slip.raisedByVolunteerId !== record.volunteerId) {
      const { volunteerId, activityTitle: title } = record;
      await this.notices.send(tx, [{ volunteerId, kind: 'OBJECTION_RAISED', subjectKey: id, data: { title } }]);
    }
    return id;
  }

  /** Tells who objected what came of it. */
  async tellAnswer(
    tx: Transaction,
    objection: Objection,
    record: ServiceRecord,
    outcome: 'UPHELD' | 'DISMISSED',
  ): Promise<void> {
    const { raisedByVolunteerId: volunteerId, id: subjectKey } = objection;
    if (volunteerId === null) return;
    const data = { title: record.activityTitle, outcome: outcome === 'UPHELD' ? '异议成立' : '异议不成立' };
    await this.notices.send(tx, [{ volunteerId, kind: 'OBJECTION_ANSWERED', subjectKey, data }]);
  }
}
