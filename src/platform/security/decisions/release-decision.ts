import { Injectable } from '@nestjs/common';
import { Alerts } from '../../delivery/alerts';
import { AuditLog } from '../../data/audit/audit-log';
import { Clock } from '../../foundation/clock/clock';
import { Runtime } from '../../foundation/config/runtime';
import { type Transaction, UnitOfWork } from '../../data/database/unit-of-work';
import { AccountRules } from '../identity/account-rules';
import { StaffNotices } from '../identity/staff-notices';
import { actorIdOf, type SystemActor } from '../../foundation/actor/actor';
import { OperatorWords } from '../identity/operator-words';
import { decisionErrors } from './decision-errors';
import { DecisionGuard } from './decision-guard';
import { DecisionKinds } from './decision-kind';
import type { DecisionRequest } from './decision-request';
import { DecisionStore } from './decision-store';
import { Decisions } from './decisions';

const HOUR_MS = 3_600_000;

/**
 * Where the second administrator is gone, the other asks, and the operator releases: days later, at the server's own
 * terminal, and everybody of staff is told. For what administrators decide about accounts, and for nothing else.
 */
@Injectable()
export class ReleaseDecision {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly kinds: DecisionKinds,
    private readonly store: DecisionStore,
    private readonly decisions: Decisions,
    private readonly guard: DecisionGuard,
    private readonly rules: AccountRules,
    private readonly words: OperatorWords,
    private readonly staff: StaffNotices,
    private readonly alerts: Alerts,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly runtime: Runtime,
  ) {}

  /**
   * @returns what was done, in one sentence.
   * @throws DECISION_UNKNOWN, DECISION_MADE, DECISION_EXPIRED, RELEASE_NOT_ACCOUNTS, RELEASE_TOO_EARLY,
   *   RELEASE_SOMEBODY_MAY, DECISION_HANDS_IN_IT, OPERATOR_ONLY, and what the kind's step throws
   */
  async execute(
    actor: SystemActor,
    { id, reason }: { readonly id: string; readonly reason: string },
  ): Promise<{ readonly kind: string; readonly sentence: string }> {
    await this.unitOfWork.run(async (tx) => this.requireReleasable(tx, actor, await this.store.find(id, tx)));
    await this.words.give([{ kind: 'RELEASE', subjectId: id }]);
    return this.unitOfWork.run(async (tx) => {
      const held = await this.requireReleasable(tx, actor, await this.store.hold(tx, id));
      await this.decisions.carryOut(tx, held, { isApproved: true, reason, by: actorIdOf(actor) });
      return { kind: held.kind, sentence: await this.tell(tx, actor, held, reason) };
    });
  }

  /** Reckoned from the instant it was asked, as it is stored; and nobody could have decided it for as long. */
  private async requireReleasable(
    tx: Transaction,
    actor: SystemActor,
    request: DecisionRequest | null,
  ): Promise<DecisionRequest> {
    if (!request) throw decisionErrors.refuse('DECISION_UNKNOWN');
    if (this.kinds.get(request.kind).permission !== 'user.manage') throw decisionErrors.refuse('RELEASE_NOT_ACCOUNTS');
    if (request.outcome !== null) throw decisionErrors.refuse('DECISION_MADE');
    const waitMs = request.askedAt.getTime() + this.runtime.config.access.releaseAfterMs - this.clock.nowMs();
    if (waitMs > 0) {
      throw decisionErrors.refuse('RELEASE_TOO_EARLY', {
        details: { hint: `还差 ${String(Math.ceil(waitMs / HOUR_MS))} 小时。` },
      });
    }
    await this.requireNobodyElse(tx, request);
    await this.guard.requireFree(tx, actor, request);
    return request;
  }

  /** A second person who was only taken out of the way a moment ago was there to decide. */
  private async requireNobodyElse(tx: Transaction, request: DecisionRequest): Promise<void> {
    const now = this.clock.now();
    const since = new Date(now.getTime() - this.runtime.config.access.releaseAfterMs);
    const able = await tx.query<{ name: string }>(
      `select u.username || '（' || u.display_name || '）' as name from could_decide_accounts($1, $2, $3, $4) c (id)
       join user_account u on u.id = c.id order by u.username limit 5`,
      [request.id, this.rules.rolesWith('user.manage'), since, now],
    );
    if (able.length === 0) return;
    const hint = `可以决定的账号：${able.map(({ name }) => name).join('、')}。`;
    throw decisionErrors.refuse('RELEASE_SOMEBODY_MAY', { details: { hint } });
  }

  private async tell(tx: Transaction, actor: SystemActor, request: DecisionRequest, reason: string): Promise<string> {
    const kind = this.kinds.get(request.kind);
    const what = `${kind.label}：${kind.sentence(request.payload)}`;
    const done = `另一位安全管理员不在，运维人员放行了一件须两位安全管理员办理的事项。${what}`;
    const next = '不是您知道的事，请马上告诉街道领导和审计员。';
    await this.staff.tell(tx, `${done}理由：${reason}。${next}`);
    // An alert leaves the service: the reason, which may name somebody, does not.
    const sentence = `${done}理由登录后可见。${next}`;
    await this.alerts.raise(tx, { kind: 'DECISION_RELEASED', subjectKey: request.id, sentence });
    await this.audit.record(tx, actor, {
      action: 'decisions.release',
      subjectKind: 'decision',
      subjectId: request.id,
      details: { kind: request.kind },
    });
    return what;
  }
}
