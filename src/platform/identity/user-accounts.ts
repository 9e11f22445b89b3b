import { Injectable } from '@nestjs/common';
import { defineErrors } from '../../kernel/domain-error';
import { Runtime } from '../config/runtime';
import { Clock } from '../clock/clock';
import { type CommandContext, Commands } from '../database/commands';
import { sqlStateOf, type Transaction } from '../database/unit-of-work';
import { IdSource } from '../ids/id-source';
import { requirePermission, requireScope } from './access';
import { type Actor, actorIdOf } from './actor';
import { ActorSource } from './actor-source';
import { hashPassword, passwordWeakness } from './passwords';
import { standsAbove } from './grant-limits';
import type { Role } from './permissions';
import { clashingRole } from './three-admins';

export const accountErrors = defineErrors({
  USERNAME_TAKEN: { kind: 'conflict', sentence: '这个用户名已有人使用,请换一个。' },
  PASSWORD_WEAK: { kind: 'invalid', sentence: '密码不够安全,请按提示换一个。' },
  GRANT_DIVISION_UNKNOWN: { kind: 'not-found', sentence: '没有找到要授权的区划,请检查区划编号或代码。' },
  USER_UNKNOWN: { kind: 'not-found', sentence: '没有找到这个账号。' },
  ROLE_TOO_HIGH: { kind: 'forbidden', sentence: '不能授予超出自己权限的角色,请由上级管理员办理。' },
  GRANT_TERM_INVALID: { kind: 'invalid', sentence: '授权的截止时间须晚于开始时间和现在,请改正后再提交。' },
  GRANT_UNKNOWN: { kind: 'not-found', sentence: '没有找到这条授权,可能已经失效,请刷新后再试。' },
  ADMIN_ROLES_SEPARATE: {
    kind: 'conflict',
    sentence: '系统管理员、安全管理员、审计员不能由同一人担任;请先收回已有的角色,或交给另一个人。',
  },
  GRANT_SELF: { kind: 'forbidden', sentence: '不能给自己授予角色,本次没有授权;请由其他管理员办理。' },
  VOLUNTEER_HAS_ACCOUNT: { kind: 'conflict', sentence: '这名志愿者已有账号,请直接登录或重置密码。' },
});

export interface NewUser {
  readonly username: string;
  readonly password: string;
  readonly displayName: string;
  readonly volunteerId?: string;
  readonly grants: readonly NewGrant[];
}

export interface NewGrant {
  readonly role: Exclude<Role, 'VOLUNTEER'>;
  readonly divisionId: string;
  /** ISO 8601; default: now. */
  readonly validFrom?: string;
  /** ISO 8601, exclusive; default: until it is taken back. */
  readonly validTo?: string;
}

export interface UserView {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
}

const UNIQUE_VIOLATION = '23505';

/** Makes accounts and grants roles, within the maker's own scope and permissions. */
@Injectable()
export class UserAccounts {
  constructor(
    private readonly commands: Commands,
    private readonly clock: Clock,
    private readonly ids: IdSource,
    private readonly actors: ActorSource,
    private readonly runtime: Runtime,
  ) {}

  /** @throws USERNAME_TAKEN, PASSWORD_WEAK, GRANT_DIVISION_UNKNOWN, ROLE_TOO_HIGH, SCOPE_FOREIGN, VOLUNTEER_HAS_ACCOUNT */
  async create(context: CommandContext, user: NewUser): Promise<UserView> {
    requirePermission(context.actor, 'user.manage');
    const username = user.username.toLowerCase();
    const weakness = passwordWeakness(user.password, username);
    if (weakness) throw accountErrors.refuse('PASSWORD_WEAK', { field: 'password', details: { hint: weakness } });
    const passwordHash = await hashPassword(user.password);
    const request = { ...user, password: undefined };
    return this.commands.run(context, 'identity.create-user', request, async (tx) => {
      return this.createWithin(tx, context, { ...user, username, passwordHash });
    });
  }

  /** @throws USERNAME_TAKEN */
  async requireFree(tx: Transaction, username: string): Promise<void> {
    const taken = await tx.query('select 1 from user_account where username = $1', [username.toLowerCase()]);
    if (taken.length > 0) throw accountErrors.refuse('USERNAME_TAKEN', { field: 'username' });
  }

  /**
   * Makes an account inside the caller's transaction, whose person has typed the own password; the caller has checked it.
   *
   * @throws USERNAME_TAKEN, GRANT_DIVISION_UNKNOWN, ROLE_TOO_HIGH, SCOPE_FOREIGN
   */
  async createWithin(
    tx: Transaction,
    context: CommandContext,
    account: Omit<NewUser, 'password'> & { readonly passwordHash: string },
  ): Promise<UserView> {
    const { username, displayName } = account;
    const id = await this.insertAccount(tx, { ...account, made: makingOf(context.actor) });
    for (const grant of account.grants) await this.insertGrant(tx, context, id, grant);
    return { id, username, displayName };
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
    return this.insertAccount(tx, { ...account, username: account.username.toLowerCase(), made: makingOf(actor) });
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

  /**
   * Grants a role to somebody else, whose account lies within the actor's scope: all its grants do, or it has none.
   *
   * @throws USER_UNKNOWN, GRANT_SELF, GRANT_DIVISION_UNKNOWN, ROLE_TOO_HIGH, SCOPE_FOREIGN
   */
  async grant(context: CommandContext, userId: string, grant: NewGrant): Promise<{ id: string }> {
    requirePermission(context.actor, 'user.manage');
    const result = await this.commands.run(context, 'identity.grant-role', { userId, ...grant }, async (tx) => {
      await this.requireGrantable(tx, context, userId);
      return { id: await this.insertGrant(tx, context, userId, grant) };
    });
    this.actors.forgetAll();
    return result;
  }

  /**
   * Takes a role back from somebody else, at once; the grant stays as what it was.
   *
   * @throws USER_UNKNOWN, GRANT_SELF, SCOPE_FOREIGN, GRANT_UNKNOWN
   */
  async revoke(context: CommandContext, userId: string, grantId: string): Promise<{ id: string }> {
    requirePermission(context.actor, 'user.manage');
    const result = await this.commands.run(context, 'identity.revoke-role', { userId, grantId }, async (tx) => {
      await this.requireGrantable(tx, context, userId);
      const now = this.clock.now();
      const ended = await tx.query(
        `update role_grant set valid_to = greatest($3::timestamptz, valid_from + interval '1 microsecond')
         where id = $1 and user_id = $2 and (valid_to is null or valid_to > $3) returning 1`,
        [grantId, userId, now],
      );
      if (ended.length === 0) throw accountErrors.refuse('GRANT_UNKNOWN');
      return { id: grantId };
    });
    this.actors.forgetAll();
    return result;
  }

  /** The row stays locked, so that two administrators who grant at once see each other's grants. */
  private async requireGrantable(tx: Transaction, { actor }: CommandContext, userId: string): Promise<void> {
    const [account] = await tx.query<{ id: string }>('select id from user_account where id = $1 for no key update', [
      userId,
    ]);
    if (!account) throw accountErrors.refuse('USER_UNKNOWN');
    if (actor.kind === 'USER' && actor.userId === account.id) throw accountErrors.refuse('GRANT_SELF');
    const held = await tx.query<{ path: string }>(
      `select d.path from role_grant g join division d on d.id = g.division_id
       where g.user_id = $1 and (g.valid_to is null or g.valid_to > $2)`,
      [account.id, this.clock.now()],
    );
    for (const { path } of held) requireScope(actor, 'user.manage', path);
  }

  private async insertAccount(
    tx: Transaction,
    account: { username: string; passwordHash: string; displayName: string; volunteerId?: string; made: Making },
  ): Promise<string> {
    const id = this.ids.next();
    const [taken] = await tx.query<{ username: string }>(
      'select username from user_account where username = $1 or volunteer_id = $2',
      [account.username, account.volunteerId ?? null],
    );
    if (taken) {
      const code = taken.username === account.username ? 'USERNAME_TAKEN' : 'VOLUNTEER_HAS_ACCOUNT';
      throw accountErrors.refuse(code, { field: 'username' });
    }
    try {
      await tx.query(
        `insert into user_account (id, username, password_hash, display_name, volunteer_id, status, created_at, made_by,
           opened_at)
         values ($1, $2, $3, $4, $5, 'ACTIVE', $6, $7, $8)`,
        [
          id,
          account.username,
          account.passwordHash,
          account.displayName,
          account.volunteerId ?? null,
          this.clock.now(),
          account.made.by,
          account.made.isOpened ? this.clock.now() : null,
        ],
      );
    } catch (error) {
      if (sqlStateOf(error) === UNIQUE_VIOLATION) throw accountErrors.refuse('USERNAME_TAKEN', { field: 'username' });
      throw error;
    }
    return id;
  }

  private async insertGrant(
    tx: Transaction,
    context: CommandContext,
    userId: string,
    grant: NewGrant,
  ): Promise<string> {
    const [division] = await tx.query<{ path: string }>('select path from division where id = $1', [grant.divisionId]);
    if (!division) throw accountErrors.refuse('GRANT_DIVISION_UNKNOWN', { field: 'grants' });
    requireScope(context.actor, 'user.manage', division.path, 'divisionId');
    const now = this.clock.now();
    const validFrom = grant.validFrom === undefined ? now : new Date(grant.validFrom);
    const validTo = grant.validTo === undefined ? null : new Date(grant.validTo);
    if (validTo && (validTo <= validFrom || validTo <= now)) {
      throw accountErrors.refuse('GRANT_TERM_INVALID', { field: 'validTo' });
    }
    if (this.runtime.config.access.threeAdmins) await this.requireSeparate(tx, userId, grant.role);
    const isSeparated = this.runtime.config.access.threeAdmins;
    if (!standsAbove(context.actor, grant.role, { path: division.path, isSeparated })) {
      throw accountErrors.refuse('ROLE_TOO_HIGH', { field: 'role' });
    }
    const id = this.ids.next();
    await tx.query(
      `insert into role_grant (id, user_id, role, division_id, valid_from, valid_to, granted_by)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [id, userId, grant.role, grant.divisionId, validFrom, validTo, actorIdOf(context.actor)],
    );
    return id;
  }

  /** Grants of the future count too: the day would come. */
  private async requireSeparate(tx: Transaction, userId: string, role: Role): Promise<void> {
    const held = await tx.query<{ role: Role }>(
      'select role from role_grant where user_id = $1 and (valid_to is null or valid_to > $2)',
      [userId, this.clock.now()],
    );
    const clash = clashingRole(
      role,
      held.map((grant) => grant.role),
    );
    if (clash) throw accountErrors.refuse('ADMIN_ROLES_SEPARATE', { field: 'role', details: { held: clash } });
  }
}

/** Who made an account, and whether it is in its own person's hands from the start. */
interface Making {
  readonly by: string;
  readonly isOpened: boolean;
}

/** Somebody who registers is the person; what the operator's commands make is the operator's word. */
function makingOf(actor: Actor): Making {
  return { by: actorIdOf(actor), isOpened: actor.kind !== 'USER' };
}
