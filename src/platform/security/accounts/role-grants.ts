import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type LocalDay, localDayOf } from '../../../kernel/local-day';
import { Clock } from '../../foundation/clock/clock';
import { type CommandContext, Commands } from '../../data/database/commands';
import type { Transaction } from '../../data/database/unit-of-work';
import { type DecidedBy, type DecisionKind, DecisionKinds, type DecisionRequest, Decisions } from '../decisions';
import { requirePermission } from '../identity/access';
import { accountErrors } from '../identity/account-errors';
import { AccountRules } from '../identity/account-rules';
import { type Actor, actorIdOf } from '../../foundation/actor/actor';
import { ActorSource } from '../identity/actor-source';
import { LIVING } from './account-reach';
import { GrantWriter, type NewGrant } from './grant-writer';
import { OperatorWords } from '../identity/operator-words';
import { roles } from '../../foundation/actor/permissions';

/** A grant that is asked. Names of places are no secret and make the sentence. */
interface AskedGrant extends NewGrant {
  readonly userId: string;
  readonly divisionName: string;
}

/** What became of a request: a grant at once (practice, the operator), or a decision another has to make. */
export interface Granting {
  readonly id: string | null;
  readonly decisionId: string | null;
}

const KIND = 'identity.grant';
/** A request that nobody has looked at for so long is asked anew. */
const TERM_MS = 30 * 86_400_000;
const DEFAULT_REASON = '按岗位需要授予角色';

/** Gives roles by two, and takes them back by one. */
@Injectable()
export class RoleGrants implements DecisionKind<AskedGrant>, OnModuleInit {
  readonly name = KIND;
  readonly label = '授予角色';
  readonly permission = 'user.manage';

  constructor(
    private readonly commands: Commands,
    private readonly kinds: DecisionKinds,
    private readonly decisions: Decisions,
    private readonly writer: GrantWriter,
    private readonly rules: AccountRules,
    private readonly words: OperatorWords,
    private readonly actors: ActorSource,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.kinds.register(this);
  }

  sentence({ role, divisionName, validFrom, validTo }: AskedGrant): string {
    const from = validFrom === undefined ? '同意后立即生效' : `自 ${dayOf(validFrom)} 起`;
    const to = validTo === undefined ? '到收回为止' : `到 ${dayOf(validTo)} 为止`;
    return `授予“${roles[role]}”，范围：${divisionName}，${from}，${to}。`;
  }

  /**
   * Asks for a role for somebody else; another administrator decides. In practice, and by the operator, it is given at once.
   *
   * @throws USER_UNKNOWN, GRANT_SELF, GRANT_DIVISION_UNKNOWN, ROLE_TOO_HIGH, SCOPE_FOREIGN, ADMIN_ROLES_SEPARATE,
   *   GRANT_TERM_INVALID, DECISION_PENDING, OPERATOR_ONLY
   */
  async grant(context: CommandContext, userId: string, grant: NewGrant & { reason?: string }): Promise<Granting> {
    requirePermission(context.actor, 'user.manage');
    const wordIds = await this.wordsFor(context.actor, userId, [grant]);
    return this.commands.run(context, 'identity.grant-role', { userId, ...grant }, async (tx) => {
      await this.writer.requireGrantable(tx, context.actor, userId);
      return this.give(tx, context.actor, userId, {
        ...grant,
        ...(wordIds[0] !== undefined && { wordId: wordIds[0] }),
      });
    });
  }

  /** Inside the caller's transaction, who has looked whether the account is somebody else's. */
  async give(
    tx: Transaction,
    actor: Actor,
    userId: string,
    { reason, wordId, ...grant }: NewGrant & { readonly reason?: string; readonly wordId?: string },
  ): Promise<Granting> {
    const place = await this.writer.requireAllowed(tx, actor, userId, grant);
    if (actor.kind !== 'USER' || !this.rules.needsTwo) {
      const cause = { by: actorIdOf(actor), ...(wordId !== undefined && { wordId }) };
      return { id: await this.writer.insert(tx, userId, grant, cause), decisionId: null };
    }
    const { role, divisionId, validFrom, validTo } = grant;
    const term = { ...(validFrom !== undefined && { validFrom }), ...(validTo !== undefined && { validTo }) };
    const asked = await this.decisions.ask<AskedGrant>(tx, actor, {
      kind: KIND,
      divisionId,
      payload: { userId, role, divisionId, ...term, divisionName: place.name },
      subjectId: userId,
      about: `${userId}:${role}:${divisionId}`,
      hands: [userId],
      concerned: await volunteerBehind(tx, userId),
      reason: reason ?? DEFAULT_REASON,
      expiresAt: new Date(this.clock.nowMs() + TERM_MS),
    });
    return { id: null, decisionId: asked.id };
  }

  async approve(
    tx: Transaction,
    request: DecisionRequest<AskedGrant>,
    { by }: DecidedBy,
  ): Promise<{ grantId: string }> {
    const { userId, role, divisionId, validFrom, validTo } = request.payload;
    const [account] = await tx.query(
      "select 1 from user_account where id = $1 and status = 'ACTIVE' for no key update",
      [userId],
    );
    if (!account) throw accountErrors.refuse('USER_UNKNOWN');
    const term = { ...(validFrom !== undefined && { validFrom }), ...(validTo !== undefined && { validTo }) };
    const cause = { by, decisionId: request.id };
    return { grantId: await this.writer.insert(tx, userId, { role, divisionId, ...term }, cause) };
  }

  /**
   * Takes a role back from somebody else, at once; the grant stays as what it was.
   *
   * @throws USER_UNKNOWN, GRANT_SELF, SCOPE_FOREIGN, GRANT_UNKNOWN
   */
  async revoke(context: CommandContext, userId: string, grantId: string): Promise<{ id: string }> {
    requirePermission(context.actor, 'user.manage');
    const result = await this.commands.run(context, 'identity.revoke-role', { userId, grantId }, async (tx) => {
      await this.writer.requireGrantable(tx, context.actor, userId, LIVING);
      const ended = await tx.query(
        `update role_grant set valid_to = greatest($3::timestamptz, valid_from + interval '1 microsecond')
         where id = $1 and user_id = $2 and (valid_to is null or valid_to > $3) returning 1`,
        [grantId, userId, this.clock.now()],
      );
      if (ended.length === 0) throw accountErrors.refuse('GRANT_UNKNOWN');
      return { id: grantId };
    });
    this.actors.forgetAll();
    return result;
  }

  /** The operator's word for each grant, where it is the operator who gives and two would be needed; else none. */
  async wordsFor(actor: Actor, userId: string, grants: readonly NewGrant[]): Promise<readonly string[]> {
    if (actor.kind !== 'SYSTEM' || !this.rules.needsTwo || grants.length === 0) return [];
    return this.words.give(
      grants.map(({ role, divisionId }) => ({ kind: 'GRANT', subjectId: userId, detail: `${role}:${divisionId}` })),
    );
  }
}

/** The volunteer behind an account, where there is one. */
export async function volunteerBehind(tx: Transaction, userId: string): Promise<readonly string[]> {
  const [row] = await tx.query<{ id: string | null }>('select volunteer_behind($1) as id', [userId]);
  return row?.id == null ? [] : [row.id];
}

function dayOf(instant: string): LocalDay {
  return localDayOf(Date.parse(instant));
}
