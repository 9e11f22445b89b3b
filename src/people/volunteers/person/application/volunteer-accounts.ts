import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { hashPassword, passwordWeakness } from '../../../../platform/security/identity/passwords';
import { accountErrors, UserAccounts } from '../../../../platform/security/accounts/user-accounts';

export interface NewAccount {
  readonly username: string;
  readonly password: string;
}

export interface PreparedAccount {
  readonly username: string;
  readonly passwordHash: string;
}

/** Opens the accounts volunteers sign in with. Hashing is slow on purpose, so it happens before the transaction. */
@Injectable()
export class VolunteerAccounts {
  constructor(private readonly users: UserAccounts) {}

  /** @throws PASSWORD_WEAK */
  async prepare(account: NewAccount): Promise<PreparedAccount> {
    const username = account.username.toLowerCase();
    const weakness = passwordWeakness(account.password, username);
    if (weakness) throw accountErrors.refuse('PASSWORD_WEAK', { field: 'password', details: { hint: weakness } });
    return { username, passwordHash: await hashPassword(account.password) };
  }

  /** @throws USERNAME_TAKEN */
  async requireFree(tx: Transaction, { username }: PreparedAccount): Promise<void> {
    await this.users.requireFree(tx, username);
  }

  /**
   * The display name is the username: the volunteer's name stands in one table only, where closing the registration
   * erases it.
   *
   * @throws USERNAME_TAKEN, VOLUNTEER_HAS_ACCOUNT
   */
  async open(tx: Transaction, actor: Actor, volunteerId: string, account: PreparedAccount): Promise<string> {
    return this.users.createForVolunteer(tx, actor, { ...account, displayName: account.username, volunteerId });
  }

  /** Shuts the account of a volunteer who left; nothing happens where there is none. */
  async shut(tx: Transaction, volunteerId: string): Promise<void> {
    await this.users.disableForVolunteer(tx, volunteerId);
  }
}
