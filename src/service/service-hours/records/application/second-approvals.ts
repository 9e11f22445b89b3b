import { Injectable } from '@nestjs/common';
import { addDays, type LocalDay } from '../../../../kernel/local-day';
import { Clock } from '../../../../platform/foundation/clock/clock';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { type Actor, actorIdOf } from '../../../../platform/foundation/actor/actor';
import { permissionsOfRole } from '../../../../platform/foundation/actor/permissions';
import { IdSource } from '../../../../platform/foundation/ids/id-source';
import { DecisionGuard, type Matter } from '../../../../platform/security/decisions';
import { actingUnit, type Approval, approvalsRequired, secondApprovalProblem } from '../domain/second-approval';
import { serviceHoursErrors } from '../../errors';
import { ApprovalRepository } from '../persistence/approval.repository';
import { type ServiceRecord, ShiftPlans } from '../../computing';
import { RecordGuard, recordTies } from './record-guard';

/** Weak evidence above the monthly limit: two people of two units approve, one after the other. */
@Injectable()
export class SecondApprovals {
  constructor(
    private readonly approvals: ApprovalRepository,
    private readonly plans: ShiftPlans,
    private readonly guard: RecordGuard,
    private readonly decisions: DecisionGuard,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Notes the approval of somebody who may give it.
   *
   * @returns whether the record has all approvals it needs; false where it goes on waiting for another unit.
   * @throws DECISION_HANDS_IN_IT, APPROVAL_GIVEN, APPROVAL_SAME_UNIT
   */
  async note(tx: Transaction, actor: Actor, record: ServiceRecord, reason: string): Promise<boolean> {
    const required = await this.required(tx, record);
    await this.approvals.require(tx, record.id, required);
    if (required === 1) return true;
    const given = await this.approvals.given(tx, record);
    await this.decisions.requireFree(tx, actor, { ...recordTies(record), hands: othersOf(actor, given) });
    const next = { approverId: actorIdOf(actor), unitDivisionId: await this.unitOf(tx, actor, record) };
    const problem = secondApprovalProblem(next, given);
    if (problem) throw serviceHoursErrors.refuse(problem);
    await this.approvals.add(tx, record, { id: this.ids.next(), ...next, reason, approvedAt: this.clock.now() });
    return given.length + 1 >= required;
  }

  /** The matter of a record with what a first approval means for who may give the second, where two are needed. */
  async matterOf(tx: Transaction, actor: Actor, record: ServiceRecord, matter: Matter): Promise<Matter> {
    const given = await this.approvals.given(tx, record);
    if (given.length === 0 || (await this.required(tx, record)) === 1) return matter;
    const next = { approverId: actorIdOf(actor), unitDivisionId: await this.unitOf(tx, actor, record) };
    const problem = secondApprovalProblem(next, given);
    return {
      ...matter,
      hands: [...matter.hands, ...othersOf(actor, given)],
      agreed: {
        by: given.map(({ approverId }) => approverId),
        unitIds: given.map(({ unitDivisionId }) => unitDivisionId),
        ownUnitId: record.divisionId,
      },
      refusal: problem === null ? null : serviceHoursErrors.refuse(problem),
    };
  }

  /** How many approvals a record needs. */
  async required(tx: Transaction, record: ServiceRecord): Promise<1 | 2> {
    // The check-out that somebody proposed makes another record of it; its evidence is weighed when it is computed.
    if (record.proposedOutAt) return 1;
    const { policy } = await this.plans.byId(tx, record.shiftId);
    const month = `${record.servedOn.slice(0, 7)}-01` as LocalDay;
    const next = `${addDays(month, 31).slice(0, 7)}-01` as LocalDay;
    const otherWeakMinutes = await this.approvals.otherWeakMinutes(tx, record, month, next);
    const { grade, creditedMinutes: minutes } = record;
    return approvalsRequired({ grade, minutes, otherWeakMinutes }, policy.weakGradeMonthMinutes);
  }

  /** The unit somebody acts for where a record of this place is decided. */
  async unitOf(tx: Transaction, actor: Actor, record: ServiceRecord): Promise<string> {
    const grants = actor.kind === 'USER' ? actor.grants : [];
    const reviewing = grants.filter(({ role }) => permissionsOfRole[role].includes('record.review'));
    // The system itself acts for the place of the record.
    return actingUnit(reviewing, await this.guard.divisionPathOf(tx, record)) ?? record.divisionId;
  }
}

/** Whose approvals are another's; two are of two persons, not of two accounts of one. */
function othersOf(actor: Actor, given: readonly Approval[]): readonly string[] {
  return given.map(({ approverId }) => approverId).filter((id) => id !== actorIdOf(actor));
}
