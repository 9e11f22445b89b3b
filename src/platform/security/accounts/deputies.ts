import { Injectable, type OnModuleInit } from '@nestjs/common';
import { defineErrors } from '../../../kernel/domain-error';
import { addDays, type LocalDay, localDayOf } from '../../../kernel/local-day';
import { Clock } from '../../foundation/clock/clock';
import { type CommandContext, Commands } from '../../data/database/commands';
import type { Transaction } from '../../data/database/unit-of-work';
import { IdSource } from '../../foundation/ids/id-source';
import { type DecidedBy, type DecisionKind, DecisionKinds, type DecisionRequest, Decisions } from '../decisions';
import { requirePermission, requireScope } from '../identity/access';
import { accountErrors } from '../identity/account-errors';
import { actorIdOf } from '../../foundation/actor/actor';
import { ActorSource } from '../identity/actor-source';
import { volunteerBehind } from './role-grants';
import { StaffNotices } from '../identity/staff-notices';

export const deputyErrors = defineErrors({
  DECISION_DEPUTY_PLACE_UNKNOWN: { kind: 'not-found', sentence: '没有找到要代理的区划，请检查后再提交。' },
  DECISION_DEPUTY_UNKNOWN: { kind: 'not-found', sentence: '没有找到这条代理，可能已经结束，请刷新后再试。' },
  DECISION_DEPUTY_SELF: {
    kind: 'forbidden',
    sentence: '代理人须是另一个人：不能是自己、同户的人，也不能是自己建的、本人还没有打开的账号。',
  },
  DECISION_DEPUTY_HOLDS_NOTHING: {
    kind: 'conflict',
    sentence:
      '代理人须在邻近的区划有决定权（如同一街道另一社区的社区工作者），这个账号没有；本区划和上级的人本来就能决定，不用代理。请另选一人。',
  },
  DECISION_DEPUTY_TERM_INVALID: {
    kind: 'invalid',
    sentence: '代理期须从今天或以后开始，最多 92 天，结束不早于开始；请改正后再提交。',
  },
});

const KIND = 'identity.deputy';
const MAX_DAYS = 92;
const TERM_MS = 30 * 86_400_000;

interface AskedDeputy {
  readonly divisionId: string;
  readonly divisionName: string;
  readonly userId: string;
  readonly fromDay: string;
  readonly untilDay: string;
}

export interface NewDeputy {
  /** Whose people are away, or too near to the matter. */
  readonly divisionId: string;
  readonly userId: string;
  /** Both inclusive. */
  readonly fromDay: string;
  readonly untilDay: string;
  readonly reason: string;
}

/** Names somebody of a neighbouring place who decides for some days what nobody of this place may: asked by one, decided by another. */
@Injectable()
export class Deputies implements DecisionKind<AskedDeputy>, OnModuleInit {
  readonly name = KIND;
  readonly label = '指定代理人';
  readonly permission = 'user.manage';

  constructor(
    private readonly commands: Commands,
    private readonly kinds: DecisionKinds,
    private readonly decisions: Decisions,
    private readonly notices: StaffNotices,
    private readonly actors: ActorSource,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.kinds.register(this);
  }

  sentence({ divisionName, fromDay, untilDay }: AskedDeputy): string {
    return `自 ${fromDay} 到 ${untilDay}，${divisionName}无人可以决定的事项由指定的代理人决定。`;
  }

  /**
   * @throws PERMISSION_MISSING, DECISION_DEPUTY_PLACE_UNKNOWN, SCOPE_FOREIGN, DECISION_DEPUTY_TERM_INVALID, USER_UNKNOWN, DECISION_DEPUTY_SELF,
   *   DECISION_DEPUTY_HOLDS_NOTHING, DECISION_PENDING
   */
  async ask(context: CommandContext, deputy: NewDeputy): Promise<{ readonly decisionId: string }> {
    const { actor } = context;
    requirePermission(actor, 'user.manage');
    return this.commands.run(context, 'identity.ask-deputy', deputy, async (tx) => {
      const { divisionId, userId, fromDay, untilDay, reason } = deputy;
      const [place] = await tx.query<{ path: string; name: string }>('select path, name from division where id = $1', [
        divisionId,
      ]);
      if (!place) throw deputyErrors.refuse('DECISION_DEPUTY_PLACE_UNKNOWN', { field: 'divisionId' });
      requireScope(actor, 'user.manage', place.path, 'divisionId');
      this.requireTerm(fromDay, untilDay);
      await this.requireFit(tx, actorIdOf(actor), { divisionId, userId });
      const { id } = await this.decisions.ask<AskedDeputy>(tx, actor, {
        ...{ kind: KIND, divisionId, reason, subjectId: userId, about: `${divisionId}:${userId}` },
        payload: { divisionId, divisionName: place.name, userId, fromDay, untilDay },
        hands: [userId],
        concerned: await volunteerBehind(tx, userId),
        expiresAt: new Date(this.clock.nowMs() + TERM_MS),
      });
      return { decisionId: id };
    });
  }

  async approve(
    tx: Transaction,
    request: DecisionRequest<AskedDeputy>,
    { by, at }: DecidedBy,
  ): Promise<{ readonly deputyId: string }> {
    const { divisionId, userId, fromDay, untilDay } = request.payload;
    // Since it was asked, a role may have ended, somebody moved in, and the days passed.
    for (const one of [request.askedBy, by]) await this.requireFit(tx, one, { divisionId, userId });
    if (untilDay < localDayOf(at.getTime())) throw deputyErrors.refuse('DECISION_DEPUTY_TERM_INVALID');
    const id = this.ids.next();
    await tx.query(
      `insert into decision_deputy (id, division_id, user_id, from_day, until_day, reason, named_by, named_at, decision_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [id, divisionId, userId, fromDay, untilDay, request.reason, request.askedBy, at, request.id],
    );
    await this.notices.tell(tx, `${this.sentence(request.payload)}事由：${request.reason}。`, { divisionId, userId });
    this.actors.forgetAll();
    return { deputyId: id };
  }

  /** Ends a term at once, by one. @throws PERMISSION_MISSING, DECISION_DEPUTY_UNKNOWN, SCOPE_FOREIGN */
  async end(context: CommandContext, deputyId: string): Promise<{ readonly id: string }> {
    requirePermission(context.actor, 'user.manage');
    const ended = await this.commands.run(context, 'identity.end-deputy', { deputyId }, async (tx) => {
      const [deputy] = await tx.query<{ path: string; name: string; divisionId: string; userId: string }>(
        `select d.path, d.name, d.id as "divisionId", y.user_id as "userId" from decision_deputy y join division d on d.id = y.division_id
         where y.id = $1 and y.ended_at is null for update of y`,
        [deputyId],
      );
      if (!deputy) throw deputyErrors.refuse('DECISION_DEPUTY_UNKNOWN');
      requireScope(context.actor, 'user.manage', deputy.path);
      await tx.query('update decision_deputy set ended_at = $2 where id = $1', [deputyId, this.clock.now()]);
      const { name, divisionId, userId } = deputy;
      await this.notices.tell(tx, `${name}的代理已提前结束，代理人不再决定那里的事项。`, { divisionId, userId });
      return { id: deputyId };
    });
    this.actors.forgetAll();
    return ended;
  }

  private requireTerm(fromDay: string, untilDay: string): void {
    const isGood =
      fromDay >= localDayOf(this.clock.nowMs()) &&
      untilDay >= fromDay &&
      untilDay <= addDays(fromDay as LocalDay, MAX_DAYS - 1);
    if (!isGood) throw deputyErrors.refuse('DECISION_DEPUTY_TERM_INVALID', { field: 'untilDay' });
  }

  /** Another person than `by`, with a deciding role beside the place; fits_as_deputy is the database's too. */
  private async requireFit(
    tx: Transaction,
    by: string,
    { divisionId, userId }: Pick<NewDeputy, 'divisionId' | 'userId'>,
  ): Promise<void> {
    const [account] = await tx.query<{ isOne: boolean; isFit: boolean }>(
      `select one_person($2, u.id::text, $3) as "isOne", fits_as_deputy(u.id, $4, $3) as "isFit"
       from user_account u where u.id = $1 and u.status = 'ACTIVE'`,
      [userId, by, this.clock.now(), divisionId],
    );
    if (!account) throw accountErrors.refuse('USER_UNKNOWN', { field: 'userId' });
    if (account.isOne) throw deputyErrors.refuse('DECISION_DEPUTY_SELF', { field: 'userId' });
    if (!account.isFit) throw deputyErrors.refuse('DECISION_DEPUTY_HOLDS_NOTHING', { field: 'userId' });
  }
}
