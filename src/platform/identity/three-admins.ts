import type { Grant } from './actor';
import type { Role } from './permissions';

/** The three administrators that hold each other in check: who operates, who admits people, who looks over the shoulder. */
export const adminRoles: readonly Role[] = ['SYSTEM_ADMIN', 'SECURITY_ADMIN', 'AUDITOR'];

/** With three administrators, accounts and roles are the security administrator's alone. */
const USER_MANAGERS: readonly Role[] = ['SYSTEM_ADMIN', 'STREET_ADMIN'];

/** The role that does not go together with `role`, or null. */
export function clashingRole(role: Role, held: readonly Role[]): Role | null {
  if (!adminRoles.includes(role)) return null;
  return held.find((other) => other !== role && adminRoles.includes(other)) ?? null;
}

/**
 * What grants are worth while the three administrators are separated: user management is taken from everybody else, and
 * who holds two of the three from earlier times has neither until one of them is taken back.
 */
export function separated(grants: readonly Grant[]): readonly Grant[] {
  const admins = new Set(grants.map(({ role }) => role).filter((role) => adminRoles.includes(role)));
  return grants
    .filter(({ role }) => admins.size <= 1 || !admins.has(role))
    .map((grant) => (USER_MANAGERS.includes(grant.role) ? { ...grant, withheld: ['user.manage'] } : grant));
}
