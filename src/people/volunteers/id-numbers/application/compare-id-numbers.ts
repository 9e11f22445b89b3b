import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../../kernel/local-day';
import { Alerts } from '../../../../platform/delivery/alerts';
import { AuditLog } from '../../../../platform/data/audit/audit-log';
import { Clock } from '../../../../platform/foundation/clock/clock';
import type { IdNumberLimits } from '../../../../platform/foundation/config/limit-settings';
import { Runtime } from '../../../../platform/foundation/config/runtime';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { type Actor, actorIdOf } from '../../../../platform/foundation/actor/actor';
import { IdSource } from '../../../../platform/foundation/ids/id-source';
import { volunteerErrors } from '../../errors';
import { IdNumberChecks } from '../persistence/id-number-checks';

/** Same or not same, and what is left of the limits. */
export interface IdNumberAnswer {
  readonly isSame: boolean;
  /** Wrong answers that are left for this person, from whomever they come, before nobody is answered any more. */
  readonly wrongLeft: number;
  /** Comparisons that are left for the account. */
  readonly checksLeft: number;
}

/**
 * Compares an ID number that was read from a card with a registered one. Every answer is counted and logged, right ones too;
 * who tries many numbers for one person, or many people, is refused and an alert is raised.
 */
@Injectable()
export class CompareIdNumbers {
  private readonly limits: IdNumberLimits;

  constructor(
    private readonly checks: IdNumberChecks,
    private readonly alerts: Alerts,
    private readonly audit: AuditLog,
    private readonly ids: IdSource,
    private readonly clock: Clock,
    runtime: Runtime,
  ) {
    this.limits = runtime.config.idNumberLimits;
  }

  /** Lets one comparison of an account follow the other; comes before the person is locked. */
  async hold(tx: Transaction, actor: Actor): Promise<void> {
    await this.checks.holdAccount(tx, actorIdOf(actor));
  }

  /**
   * The caller holds the account and the person, and has checked that the actor may ask.
   *
   * @throws ID_NUMBER_CHECKS_WRONG, ID_NUMBER_CHECKS_MANY
   */
  async answer(
    tx: Transaction,
    actor: Actor,
    volunteerId: string,
    { registered, typed }: { readonly registered: Buffer | null; readonly typed: Buffer },
  ): Promise<IdNumberAnswer> {
    const { wrong, checks } = this.limits;
    const checkedBy = actorIdOf(actor);
    const checkedAt = this.clock.now();
    const since = (windowMs: number): Date => new Date(checkedAt.getTime() - windowMs);
    const wrongCount = await this.checks.wrongAbout(tx, volunteerId, since(wrong.windowMs));
    if (wrongCount >= wrong.count) throw volunteerErrors.refuse('ID_NUMBER_CHECKS_WRONG');
    const checkCount = await this.checks.madeBy(tx, checkedBy, since(checks.windowMs));
    if (checkCount >= checks.count) throw volunteerErrors.refuse('ID_NUMBER_CHECKS_MANY');
    const isSame = registered?.equals(typed) ?? false;
    await this.checks.insert(tx, { id: this.ids.next(), volunteerId, checkedBy, isSame, checkedAt });
    await this.audit.record(tx, actor, {
      action: 'volunteers.check-id-number',
      subjectKind: 'volunteer',
      subjectId: volunteerId,
      details: { isSame },
    });
    const wrongLeft = wrong.count - wrongCount - (isSame ? 0 : 1);
    const checksLeft = checks.count - checkCount - 1;
    const today = localDayOf(checkedAt.getTime());
    if (!isSame && wrongLeft === 0) await this.warn(tx, `${volunteerId}/${today}`, WRONG);
    if (checksLeft === 0) await this.warn(tx, `${checkedBy}/${today}`, MANY);
    return { isSame, wrongLeft, checksLeft };
  }

  private async warn(tx: Transaction, subjectKey: string, sentence: string): Promise<void> {
    await this.alerts.raise(tx, { kind: 'ID_NUMBER_GUESSED', subjectKey, sentence });
  }
}

const LOOK = '请审计员在审计日志里查 volunteers.check-id-number 并核实原因。';
const WRONG = `有一名志愿者的证件号一天内多次核对不符，已暂停核对；${LOOK}`;
const MANY = `有一个账号一天内核对证件号的次数已满，已暂停核对；${LOOK}`;
