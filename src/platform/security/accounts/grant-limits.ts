import type { Actor } from '../../foundation/actor/actor';
import { permissionsOfRole, type Role } from '../../foundation/actor/permissions';

/** What a street administrator may hand out without holding it: others decide and look over the shoulder. */
const HANDED_ON: readonly string[] = ['audit.read', 'selection.decide'];

/**
 * Whether an actor stands above a role inside a division: nobody hands out, or takes over, what they do not hold there, and
 * only grants that reach the division count. Those who appoint administrators stand above all and do their work for nobody.
 */
export function standsAbove(actor: Actor, role: Role, place: { readonly path: string; readonly isSeparated: boolean }) {
  if (actor.kind === 'SYSTEM') return true;
  if (actor.kind !== 'USER') return false;
  const reaching = actor.grants.filter((grant) => place.path.startsWith(grant.divisionPath));
  if (reaching.some((grant) => grant.role === 'SECURITY_ADMIN')) return true;
  if (!place.isSeparated && reaching.some((grant) => grant.role === 'SYSTEM_ADMIN')) return true;
  if (role === 'SYSTEM_ADMIN' || role === 'SECURITY_ADMIN') return false;
  const own = new Set<string>(reaching.flatMap((grant) => permissionsOfRole[grant.role]));
  return permissionsOfRole[role].every((permission) => own.has(permission) || HANDED_ON.includes(permission));
}
