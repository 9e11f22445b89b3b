import type { Grant } from '../../foundation/actor/actor';
import { type Permission, permissionsOfRole, type Role } from '../../foundation/actor/permissions';

/** The three administrators that hold each other in check: who operates, who admits people, who looks over the shoulder. */
export const adminRoles: readonly Role[] = ['SYSTEM_ADMIN', 'SECURITY_ADMIN', 'AUDITOR'];

/** With three administrators, accounts and roles are the security administrator's alone. */
const USER_MANAGERS: readonly Role[] = ['SYSTEM_ADMIN', 'STREET_ADMIN'];

/** Who admits people decides nothing: the role goes with no other. And who operates does not audit. */
function isClash(one: Role, other: Role): boolean {
  if (one === other) return false;
  return (
    one === 'SECURITY_ADMIN' || other === 'SECURITY_ADMIN' || [one, other].every((role) => adminRoles.includes(role))
  );
}

/** The role that does not go together with `role`, or null. */
export function clashingRole(role: Role, held: readonly Role[]): Role | null {
  return held.find((other) => isClash(role, other)) ?? null;
}

/**
 * What grants are worth while the three administrators are separated: user management is taken from everybody else; who
 * holds two of the three from earlier times has neither until one of them is taken back, and who decides admits nobody.
 */
export function separated(grants: readonly Grant[]): readonly Grant[] {
  const held = grants.map(({ role }) => role);
  const isVoid = (role: Role): boolean => {
    const clash = adminRoles.includes(role) ? clashingRole(role, held) : null;
    return clash !== null && (role === 'SECURITY_ADMIN' || adminRoles.includes(clash));
  };
  return grants
    .filter(({ role }) => !isVoid(role))
    .map((grant) => (USER_MANAGERS.includes(grant.role) ? { ...grant, withheld: ['user.manage'] } : grant));
}

/** The roles that give a permission. */
export function rolesGiving(permission: Permission, isSeparated: boolean): readonly Role[] {
  const isWithheld = (role: Role) => isSeparated && permission === 'user.manage' && USER_MANAGERS.includes(role);
  return (Object.keys(permissionsOfRole) as Role[]).filter(
    (role) => permissionsOfRole[role].includes(permission) && !isWithheld(role),
  );
}
