import { Injectable } from '@nestjs/common';
import { Clock } from '../../foundation/clock/clock';
import { type CommandContext, Commands } from '../../data/database/commands';
import { sqlStateOf, type Transaction } from '../../data/database/unit-of-work';
import { IdSource } from '../../foundation/ids/id-source';
import { requirePermission } from '../identity/access';
import { accountErrors } from '../identity/account-errors';
import { AccountRules } from '../identity/account-rules';
import { type Actor, actorIdOf } from '../../foundation/actor/actor';
import { ActorSource } from '../identity/actor-source';
import { GrantWriter, type NewGrant } from './grant-writer';
import { hashPassword, passwordWeakness } from '../identity/passwords';
import { RoleGrants } from './role-grants';

export { accountErrors } from '../identity/account-errors';
export type { NewGrant } from './grant-writer';

export interface NewUser {
  readonly username: string;
  readonly password: string;
  readonly displayName: string;
  readonly volunteerId?: string;
  readonly grants: readonly NewGrant[];
}

export interface UserView {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
}

/** What is known of the person behind an account of staff. */
export interface PersonMarks {
  readonly phone: { readonly cipher: Buffer; readonly index: Buffer } | null;
  readonly idNumberIndex: Buffer | null;
  readonly volunteerId: string | null;
  /** It was said that the person is no volunteer. */
  readonly hasNoVolunteer: boolean;
}

export interface NewAccountRow {
  readonly id: string;
  readonly username: string;
  /** Empty: no password opens it. */
  readonly passwordHash: string;
  readonly displayName: string;
  readonly volunteerId?: string;
  readonly marks?: PersonMarks;
  readonly made: Making;
}

/** Who made an account, and whether it is in its own person's hands from the start. */
export interface Making {
  readonly by: string;
  readonly isOpened: boolean;
}

const UNIQUE_VIOLATION = '23505';

/** Makes and shuts accounts. Those of staff are made by MakeStaffAccount, and their roles given by RoleGrants. */
@Injectable()
export class UserAccounts {
  constructor(
    private readonly commands: Commands,
    private readonly clock: Clock,
    private readonly ids: IdSource,
    private readonly actors: ActorSource,
    private readonly rules: AccountRules,
    private readonly writer: GrantWriter,
    private readonly grants: RoleGrants,
  ) {}

  /**
   * Makes an account with a password that somebody else types: in practice, and for tests and demonstrations by the
   * operator's word.
   *
   * @throws PASSWORD_NOT_YOURS, USERNAME_TAKEN, PASSWORD_WEAK, GRANT_DIVISION_UNKNOWN, ROLE_TOO_HIGH, SCOPE_FOREIGN,
   *   VOLUNTEER_HAS_ACCOUNT, ADMIN_ROLES_SEPARATE, OPERATOR_ONLY
   */
  async create(context: CommandContext, user: NewUser): Promise<UserView> {
    requirePermission(context.actor, 'user.manage');
    if (context.actor.kind === 'USER' && this.rules.needsTwo) {
      throw accountErrors.refuse('PASSWORD_NOT_YOURS', { field: 'password' });
    }
    const username = user.username.toLowerCase();
    const weakness = passwordWeakness(user.password, username);
    if (weakness) throw accountErrors.refuse('PASSWORD_WEAK', { field: 'password', details: { hint: weakness } });
    const passwordHash = await hashPassword(user.password);
    const id = this.ids.next();
    const wordIds = await this.grants.wordsFor(context.actor, id, user.grants);
    const request = { ...user, password: undefined };
    return this.commands.run(context, 'identity.create-user', request, async (tx) => {
      return this.createWithin(tx, context, { ...user, id, username, passwordHash, wordIds });
    });
  }

  /**
   * Makes an account inside the caller's transaction, whose person has typed the own password; the caller has checked it.
   *
   * @throws USERNAME_TAKEN, GRANT_DIVISION_UNKNOWN, ROLE_TOO_HIGH, SCOPE_FOREIGN, ADMIN_ROLES_SEPARATE, GRANT_NEEDS_TWO
   */
  async createWithin(
    tx: Transaction,
    { actor }: CommandContext,
    account: Omit<NewUser, 'password'> & {
      readonly id?: string;
      readonly passwordHash: string;
      /** The operator's word for each grant. */
      readonly wordIds?: readonly string[];
    },
  ): Promise<UserView> {
    const { username, displayName, passwordHash, volunteerId, wordIds = [], id = this.ids.next() } = account;
    const made = makingOf(actor);
    const person = volunteerId === undefined ? {} : { volunteerId };
    await this.insert(tx, { id, username, displayName, passwordHash, made, ...person });
    for (const [index, grant] of account.grants.entries()) {
      await this.writer.requireAllowed(tx, actor, id, grant);
      const wordId = wordIds[index];
      await this.writer.insert(tx, id, grant, { by: made.by, ...(wordId !== undefined && { wordId }) });
    }
    return { id, username, displayName };
  }

  /** @throws USERNAME_TAKEN */
  async requireFree(tx: Transaction, username: string): Promise<void> {
    const taken = await tx.query('select 1 from user_account where username = $1', [username.toLowerCase()]);
    if (taken.length > 0) throw accountErrors.refuse('USERNAME_TAKEN', { field: 'username' });
  }

  /**
   * Makes the account of a volunteer inside the caller's transaction; the caller has checked who may do so.
   *
   * @throws USERNAME_TAKEN, VOLUNTEER_HAS_ACCOUNT
   */
  async createForVolunteer(
    tx: Transaction,
    actor: Actor,
    account: { username: string; passwordHash: string; displayName: string; volunteerId: string },
  ): Promise<string> {
    const id = this.ids.next();
    await this.insert(tx, { ...account, id, username: account.username.toLowerCase(), made: makingOf(actor) });
    return id;
  }

  /**
   * Disables the account of a volunteer who left and ends its sessions, inside the caller's transaction. The user name may
   * be made from the person's name: the account keeps its id alone.
   */
  async disableForVolunteer(tx: Transaction, volunteerId: string): Promise<void> {
    await tx.query(
      `with disabled as (
         update user_account set status = 'DISABLED', username = 'closed-' || id, display_name = '已注销', password_hash = '',
           version = version + 1
         where volunteer_id = $1 returning id)
       update user_session s set revoked_at = coalesce(s.revoked_at, $2), device = null,
         revoke_reason = coalesce(s.revoke_reason, 'ACCOUNT_CLOSED')
       from disabled where s.user_id = disabled.id`,
      [volunteerId, this.clock.now()],
    );
    await tx.query(
      `delete from external_identity i using user_account u where u.id = i.user_id and u.volunteer_id = $1`,
      [volunteerId],
    );
    tx.afterCommit(() => this.actors.forgetAll());
  }

  /** @throws USERNAME_TAKEN, VOLUNTEER_HAS_ACCOUNT */
  async insert(tx: Transaction, account: NewAccountRow): Promise<void> {
    const [taken] = await tx.query<{ username: string }>(
      'select username from user_account where username = $1 or volunteer_id = $2',
      [account.username, account.volunteerId ?? null],
    );
    if (taken) {
      const code = taken.username === account.username ? 'USERNAME_TAKEN' : 'VOLUNTEER_HAS_ACCOUNT';
      throw accountErrors.refuse(code, { field: 'username' });
    }
    const { id, username, passwordHash, displayName, volunteerId = null, made, marks } = account;
    const now = this.clock.now();
    try {
      await tx.query(
        `insert into user_account (id, username, password_hash, display_name, volunteer_id, status, created_at, made_by,
           opened_at, phone_cipher, phone_index, id_number_index, person_volunteer_id, has_no_volunteer)
         values ($1, $2, $3, $4, $5, 'ACTIVE', $6, $7, $8, $9, $10, $11, $12, $13)`,
        [
          ...[id, username, passwordHash, displayName, volunteerId, now, made.by, made.isOpened ? now : null],
          ...[marks?.phone?.cipher ?? null, marks?.phone?.index ?? null, marks?.idNumberIndex ?? null],
          ...[marks?.volunteerId ?? null, marks?.hasNoVolunteer ?? false],
        ],
      );
    } catch (error) {
      if (sqlStateOf(error) === UNIQUE_VIOLATION) throw accountErrors.refuse('USERNAME_TAKEN', { field: 'username' });
      throw error;
    }
  }
}

/** Somebody who registers is the person; what the operator's commands make is the operator's word. */
function makingOf(actor: Actor): Making {
  return { by: actorIdOf(actor), isOpened: actor.kind !== 'USER' };
}
