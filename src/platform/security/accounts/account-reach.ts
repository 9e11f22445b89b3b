import { Injectable } from '@nestjs/common';
import { Clock } from '../../foundation/clock/clock';
import type { Transaction } from '../../data/database/unit-of-work';
import { requireScope } from '../identity/access';
import { accountErrors } from '../identity/account-errors';
import { AccountRules } from '../identity/account-rules';
import type { Actor } from '../../foundation/actor/actor';
import { standsAbove } from './grant-limits';
import type { Role } from '../../foundation/actor/permissions';

/** What an account is as long as it has not ended for good. */
export type LivingStatus = 'ACTIVE' | 'SUSPENDED';

/** Taking power away and noting who somebody is works on a suspended account too; giving does not. */
export const LIVING: readonly LivingStatus[] = ['ACTIVE', 'SUSPENDED'];

/** Whose account somebody may take in hand: who can open it can act as that person. */
@Injectable()
export class AccountReach {
  constructor(
    private readonly rules: AccountRules,
    private readonly clock: Clock,
  ) {}

  /**
   * All roles and the volunteer of the account must lie inside the actor's scope, and the actor above them. The account's
   * row stays locked.
   *
   * @throws USER_UNKNOWN, SCOPE_FOREIGN, ROLE_TOO_HIGH
   */
  async requireAbove(
    tx: Transaction,
    actor: Actor,
    userId: string,
    statuses: readonly LivingStatus[] = ['ACTIVE'],
  ): Promise<void> {
    const [account] = await tx.query<{ places: { path: string; role: Role }[] }>(
      `select coalesce((
         select jsonb_agg(jsonb_build_object('path', p.path, 'role', p.role)) from (
           select d.path, g.role from role_grant g join division d on d.id = g.division_id
           where g.user_id = u.id and (g.valid_to is null or g.valid_to > $2)
           union
           select d.path, r.payload ->> 'role' from decision_waiting w join decision_request r on r.id = w.request_id
           join division d on d.id = r.division_id where r.kind = 'identity.grant' and r.subject_id = u.id
           union
           select d.path, 'VOLUNTEER' from volunteer v join division d on d.id = v.division_id
           where v.id = u.volunteer_id) p), '[]') as places
       from user_account u where u.id = $1 and u.status = any ($3) for no key update of u`,
      [userId, this.clock.now(), statuses],
    );
    if (!account) throw accountErrors.refuse('USER_UNKNOWN');
    const { isSeparated } = this.rules;
    for (const { path, role } of account.places) {
      requireScope(actor, 'user.manage', path);
      if (role !== 'VOLUNTEER' && !standsAbove(actor, role, { path, isSeparated })) {
        throw accountErrors.refuse('ROLE_TOO_HIGH');
      }
    }
  }
}
