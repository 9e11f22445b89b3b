import { defineErrors } from '../../../kernel/domain-error';
import { type Actor, covers, holds, scopesOf, type UserActor } from '../../foundation/actor/actor';
import type { Permission } from '../../foundation/actor/permissions';

export const accessErrors = defineErrors({
  SIGN_IN_REQUIRED: { kind: 'unauthenticated', sentence: '请先登录,再进行此操作。' },
  TOKEN_EXPIRED: { kind: 'unauthenticated', sentence: '登录已过期,请刷新令牌或重新登录。' },
  PERMISSION_MISSING: { kind: 'forbidden', sentence: '您的账号没有此项权限,请联系街道管理员开通。' },
  TOTP_SETUP_REQUIRED: {
    kind: 'forbidden',
    sentence: '管理员账号须先启用动态码才能继续,请在“我的账号”里设置验证器。',
  },
  SCOPE_FOREIGN: { kind: 'forbidden', sentence: '这不在您负责的区划范围内,请联系对应社区或街道办理。' },
  VOLUNTEER_ACCOUNT_REQUIRED: { kind: 'forbidden', sentence: '此操作须用志愿者本人的账号,请用本人账号登录。' },
});

/** Refuses unless the actor holds the permission somewhere. @throws PERMISSION_MISSING, SIGN_IN_REQUIRED */
export function requirePermission(actor: Actor, permission: Permission): void {
  if (holds(actor, permission)) return;
  throw accessErrors.refuse(actor.kind === 'ANONYMOUS' ? 'SIGN_IN_REQUIRED' : 'PERMISSION_MISSING');
}

/**
 * Refuses unless the actor holds the permission for this division.
 *
 * @param field of the form that names the division, where it is not the address of the request that does.
 * @throws PERMISSION_MISSING, SCOPE_FOREIGN
 */
export function requireScope(actor: Actor, permission: Permission, divisionPath: string, field?: string): void {
  if (covers(actor, permission, divisionPath)) return;
  if (scopesOf(actor, permission).length === 0) throw accessErrors.refuse('PERMISSION_MISSING');
  throw accessErrors.refuse('SCOPE_FOREIGN', field === undefined ? {} : { field });
}

/** What a team belongs to, for the check of `requireTeamScope`. */
export interface TeamScope {
  readonly divisionPath: string;
  readonly leaderVolunteerId: string | null;
  /** Who stands in for the leader where attendance is taken; nowhere else. */
  readonly deputyVolunteerIds?: readonly string[];
}

/**
 * Refuses unless the actor leads the team, stands in for its leader (to take attendance), or holds the permission for the
 * team's division.
 *
 * @throws PERMISSION_MISSING, SCOPE_FOREIGN
 */
export function requireTeamScope(actor: Actor, permission: Permission, team: TeamScope): void {
  const ownId = actor.kind === 'USER' ? actor.volunteerId : null;
  const isLeader = ownId !== null && ownId === team.leaderVolunteerId;
  const isDeputy =
    ownId !== null && permission === 'attendance.run' && team.deputyVolunteerIds?.includes(ownId) === true;
  if (!isLeader && !isDeputy) requireScope(actor, permission, team.divisionPath);
}

/** Somebody who has signed in. @throws SIGN_IN_REQUIRED */
export function requireAccount(actor: Actor): UserActor {
  if (actor.kind !== 'USER') throw accessErrors.refuse('SIGN_IN_REQUIRED');
  return actor;
}

/** The volunteer behind the account. @throws VOLUNTEER_ACCOUNT_REQUIRED */
export function requireVolunteer(actor: Actor): string {
  if (actor.kind === 'USER' && actor.volunteerId !== null) return actor.volunteerId;
  throw accessErrors.refuse(actor.kind === 'ANONYMOUS' ? 'SIGN_IN_REQUIRED' : 'VOLUNTEER_ACCOUNT_REQUIRED');
}
