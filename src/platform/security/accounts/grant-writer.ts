import { Injectable } from '@nestjs/common';
import { Clock } from '../../foundation/clock/clock';
import { type Transaction, violatedConstraint } from '../../data/database/unit-of-work';
import { IdSource } from '../../foundation/ids/id-source';
import { requireScope } from '../identity/access';
import type { LivingStatus } from './account-reach';
import { accountErrors } from '../identity/account-errors';
import { AccountRules } from '../identity/account-rules';
import type { Actor } from '../../foundation/actor/actor';
import { ActorSource } from '../identity/actor-source';
import { standsAbove } from './grant-limits';
import type { Role } from '../../foundation/actor/permissions';
import { clashingRole } from '../identity/three-admins';

export interface NewGrant {
  readonly role: Exclude<Role, 'VOLUNTEER'>;
  readonly divisionId: string;
  /** ISO 8601; default: now. */
  readonly validFrom?: string;
  /** ISO 8601, exclusive; default: until it is taken back. */
  readonly validTo?: string;
}

/** What a grant stands on: a decision of two, the operator's word, or (in practice, and at the setup) nothing further. */
export interface GrantCause {
  readonly by: string;
  readonly decisionId?: string;
  readonly wordId?: string;
}

export interface GrantPlace {
  readonly path: string;
  readonly name: string;
}

/** Writes grants, and checks what holds for every one of them, inside the caller's transaction. */
@Injectable()
export class GrantWriter {
  constructor(
    private readonly rules: AccountRules,
    private readonly clock: Clock,
    private readonly ids: IdSource,
    private readonly actors: ActorSource,
  ) {}

  /**
   * Somebody else's account, which lies within the actor's scope: all its grants do, or it has none. The row stays locked,
   * so that two administrators who grant at once see each other's grants.
   *
   * @throws USER_UNKNOWN, GRANT_SELF, SCOPE_FOREIGN
   */
  async requireGrantable(
    tx: Transaction,
    actor: Actor,
    userId: string,
    statuses: readonly LivingStatus[] = ['ACTIVE'],
  ): Promise<void> {
    const [account] = await tx.query<{ id: string }>(
      'select id from user_account where id = $1 and status = any ($2) for no key update',
      [userId, statuses],
    );
    if (!account) throw accountErrors.refuse('USER_UNKNOWN');
    if (actor.kind === 'USER') {
      const [same] = await tx.query<{ same: boolean }>('select same_person($1, $2) as same', [
        actor.userId,
        account.id,
      ]);
      if (same?.same === true) throw accountErrors.refuse('GRANT_SELF');
    }
    const held = await tx.query<{ path: string }>(
      `select d.path from role_grant g join division d on d.id = g.division_id
       where g.user_id = $1 and (g.valid_to is null or g.valid_to > $2)`,
      [account.id, this.clock.now()],
    );
    for (const { path } of held) requireScope(actor, 'user.manage', path);
  }

  /**
   * Whether the actor may hand out the role there, and the account take it.
   *
   * @throws GRANT_DIVISION_UNKNOWN, SCOPE_FOREIGN, GRANT_TERM_INVALID, ADMIN_ROLES_SEPARATE, ROLE_TOO_HIGH
   */
  async requireAllowed(tx: Transaction, actor: Actor, userId: string, grant: NewGrant): Promise<GrantPlace> {
    const place = await this.placeOf(tx, grant.divisionId);
    requireScope(actor, 'user.manage', place.path, 'divisionId');
    this.termOf(grant);
    await this.requireSeparate(tx, userId, grant.role);
    if (!standsAbove(actor, grant.role, { path: place.path, isSeparated: this.rules.isSeparated })) {
      throw accountErrors.refuse('ROLE_TOO_HIGH', { field: 'role' });
    }
    return place;
  }

  /** @throws GRANT_DIVISION_UNKNOWN, GRANT_TERM_INVALID, ADMIN_ROLES_SEPARATE, GRANT_NEEDS_TWO */
  async insert(tx: Transaction, userId: string, grant: NewGrant, cause: GrantCause): Promise<string> {
    await this.placeOf(tx, grant.divisionId);
    const { validFrom, validTo } = this.termOf(grant);
    await this.requireSeparate(tx, userId, grant.role);
    const id = this.ids.next();
    try {
      await tx.query(
        `insert into role_grant (id, user_id, role, division_id, valid_from, valid_to, granted_by, decision_id, word_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          ...[id, userId, grant.role, grant.divisionId, validFrom, validTo],
          ...[cause.by, cause.decisionId ?? null, cause.wordId ?? null],
        ],
      );
    } catch (error) {
      throw refusalOf(error);
    }
    tx.afterCommit(() => this.actors.forgetAll());
    return id;
  }

  private async placeOf(tx: Transaction, divisionId: string): Promise<GrantPlace> {
    const [division] = await tx.query<GrantPlace>('select path, name from division where id = $1', [divisionId]);
    if (!division) throw accountErrors.refuse('GRANT_DIVISION_UNKNOWN', { field: 'grants' });
    return division;
  }

  private termOf(grant: NewGrant): { readonly validFrom: Date; readonly validTo: Date | null } {
    const now = this.clock.now();
    const validFrom = grant.validFrom === undefined ? now : new Date(grant.validFrom);
    const validTo = grant.validTo === undefined ? null : new Date(grant.validTo);
    if (validTo && (validTo <= validFrom || validTo <= now)) {
      throw accountErrors.refuse('GRANT_TERM_INVALID', { field: 'validTo' });
    }
    return { validFrom, validTo };
  }

  /** Grants of the future count too: the day would come. So do those of the person's other accounts. */
  private async requireSeparate(tx: Transaction, userId: string, role: Role): Promise<void> {
    if (!this.rules.isSeparated) return;
    const held = await tx.query<{ role: Role }>(
      `select g.role from role_grant g where (g.valid_to is null or g.valid_to > $2)
         and (g.user_id = $1 or roles_clash(g.role, $3) and same_person(g.user_id::text, $1::uuid::text))`,
      [userId, this.clock.now(), role],
    );
    const clash = clashingRole(
      role,
      held.map((grant) => grant.role),
    );
    if (clash) throw accountErrors.refuse('ADMIN_ROLES_SEPARATE', { field: 'role', details: { held: clash } });
  }
}

function refusalOf(error: unknown): unknown {
  const constraint = violatedConstraint(error);
  if (constraint === 'managers_decide_nothing') return accountErrors.refuse('ADMIN_ROLES_SEPARATE', { field: 'role' });
  if (constraint === 'grant_by_two') return accountErrors.refuse('GRANT_NEEDS_TWO');
  return error;
}
