import { Injectable } from '@nestjs/common';
import { type CommandContext, Commands } from '../../data/database/commands';
import { IdSource } from '../../foundation/ids/id-source';
import { requirePermission } from '../identity/access';
import { accountErrors } from '../identity/account-errors';
import { AccountRules } from '../identity/account-rules';
import { actorIdOf } from '../../foundation/actor/actor';
import type { NewGrant } from './grant-writer';
import { RoleGrants } from './role-grants';
import { UserAccounts, type UserView } from './user-accounts';
import { type GivenPerson, StaffPersons } from './staff-persons';

export interface NewStaff extends GivenPerson {
  readonly username: string;
  readonly displayName: string;
  /** In practice only. */
  readonly password?: string;
  readonly grants: readonly NewGrant[];
  /** Why the roles are needed; who decides reads it. */
  readonly reason?: string;
}

export interface MadeStaff extends UserView {
  /** What another administrator has to decide: one per role. */
  readonly decisionIds: readonly string[];
}

/**
 * Makes the account of somebody of staff. Nobody types the password but its person; the roles wait for another
 * administrator; and until it is opened, it counts as one with who made it.
 */
@Injectable()
export class MakeStaffAccount {
  constructor(
    private readonly commands: Commands,
    private readonly accounts: UserAccounts,
    private readonly grants: RoleGrants,
    private readonly persons: StaffPersons,
    private readonly rules: AccountRules,
    private readonly ids: IdSource,
  ) {}

  /**
   * @throws PASSWORD_NOT_YOURS, PASSWORD_REQUIRED, USERNAME_TAKEN, GRANT_DIVISION_UNKNOWN, ROLE_TOO_HIGH, SCOPE_FOREIGN,
   *   ADMIN_ROLES_SEPARATE, GRANT_TERM_INVALID, and what StaffPersons throws
   */
  async execute(context: CommandContext, staff: NewStaff): Promise<MadeStaff> {
    requirePermission(context.actor, 'user.manage');
    if (!this.rules.needsTwo) return this.inPractice(context, staff);
    if (staff.password !== undefined) throw accountErrors.refuse('PASSWORD_NOT_YOURS', { field: 'password' });
    const { actor } = context;
    const { displayName, grants, reason } = staff;
    const username = staff.username.toLowerCase();
    const id = this.ids.next();
    const wordIds = await this.grants.wordsFor(actor, id, grants);
    return this.commands.run(context, 'identity.create-user', staff, async (tx) => {
      const marks = await this.persons.marksOf(tx, id, staff);
      const made = { by: actorIdOf(actor), isOpened: false };
      await this.accounts.insert(tx, { id, username, passwordHash: '', displayName, marks, made });
      const decisionIds: string[] = [];
      for (const [index, grant] of grants.entries()) {
        const wordId = wordIds[index];
        const { decisionId } = await this.grants.give(tx, actor, id, {
          ...grant,
          ...(reason !== undefined && { reason }),
          ...(wordId !== undefined && { wordId }),
        });
        if (decisionId !== null) decisionIds.push(decisionId);
      }
      return { id, username, displayName, decisionIds };
    });
  }

  private async inPractice(context: CommandContext, { password, ...staff }: NewStaff): Promise<MadeStaff> {
    if (password === undefined) throw accountErrors.refuse('PASSWORD_REQUIRED', { field: 'password' });
    const { username, displayName, grants } = staff;
    return { ...(await this.accounts.create(context, { username, password, displayName, grants })), decisionIds: [] };
  }
}
