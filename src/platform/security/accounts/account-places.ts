import { Injectable } from '@nestjs/common';
import { Clock } from '../../foundation/clock/clock';
import type { Transaction } from '../../data/database/unit-of-work';
import { accountErrors } from '../identity/account-errors';
import { type Actor, scopesOf } from '../../foundation/actor/actor';

/** The place whose administrators decide about an account: the widest it works for, or shall work for. */
@Injectable()
export class AccountPlaces {
  constructor(private readonly clock: Clock) {}

  /** @throws USER_UNKNOWN where the account has no place and the actor none to stand in for it. */
  async of(tx: Transaction, actor: Actor, userId: string): Promise<string> {
    const [place] = await tx.query<{ id: string }>(
      `select d.id from (
         select g.division_id from role_grant g where g.user_id = $1 and (g.valid_to is null or g.valid_to > $2)
         union all select v.division_id from user_account u join volunteer v on v.id = u.volunteer_id where u.id = $1
         union all select r.division_id from decision_waiting w join decision_request r on r.id = w.request_id
           where r.kind = 'identity.grant' and r.subject_id = $1) p
       join division d on d.id = p.division_id order by length(d.path), d.id limit 1`,
      [userId, this.clock.now()],
    );
    if (place) return place.id;
    const [own] = await tx.query<{ id: string }>(
      'select id from division where path = any ($1) order by length(path), id limit 1',
      [scopesOf(actor, 'user.manage')],
    );
    if (!own) throw accountErrors.refuse('USER_UNKNOWN');
    return own.id;
  }
}
