import { type Permission, permissionsOfRole, type Role } from './permissions';

/** A role held inside a subtree of divisions. */
export interface Grant {
  readonly role: Role;
  readonly divisionId: string;
  /** Path of the division: everything whose path begins with it is inside the scope. */
  readonly divisionPath: string;
  /** Permissions of the role that it does not give here (see three-admins.ts). */
  readonly withheld?: readonly Permission[];
}

export interface UserActor {
  readonly kind: 'USER';
  readonly userId: string;
  readonly sessionId: string;
  readonly displayName: string;
  /** The volunteer this account belongs to, or null for staff who do not volunteer. */
  readonly volunteerId: string | null;
  readonly grants: readonly Grant[];
  /** An administrator who has to set up one-time codes first, and has no grants until then. */
  readonly needsTotp?: boolean;
}

/** A job, the CLI or the demo. May do everything; its name goes into the audit log. */
export interface SystemActor {
  readonly kind: 'SYSTEM';
  readonly name: string;
}

/** Somebody who has not signed in: public registration and public verification. */
export interface AnonymousActor {
  readonly kind: 'ANONYMOUS';
}

export type Actor = UserActor | SystemActor | AnonymousActor;

export const anonymous: AnonymousActor = { kind: 'ANONYMOUS' };

export function systemActor(name: string): SystemActor {
  return { kind: 'SYSTEM', name };
}

/** An account that acts on itself before it has an actor of its own: signing in, leaving, setting a password. */
export function accountActor(userId: string, sessionId = userId): UserActor {
  return { kind: 'USER', userId, sessionId, displayName: '', volunteerId: null, grants: [] };
}

/** The actor as it is written into rows and logs: the user id, `system:<name>` or `anonymous`. */
export function actorIdOf(actor: Actor): string {
  switch (actor.kind) {
    case 'USER':
      return actor.userId;
    case 'SYSTEM':
      return `system:${actor.name}`;
    case 'ANONYMOUS':
      return 'anonymous';
  }
}

/** The path prefixes inside which the actor holds the permission. The system holds every permission everywhere ('/'). */
export function scopesOf(actor: Actor, permission: Permission): readonly string[] {
  if (actor.kind === 'SYSTEM') return ['/'];
  if (actor.kind === 'ANONYMOUS') return [];
  return actor.grants
    .filter(({ role, withheld }) => permissionsOfRole[role].includes(permission) && !withheld?.includes(permission))
    .map((grant) => grant.divisionPath);
}

/** True where the actor holds the permission somewhere, or, for a volunteer's own permissions, has a volunteer. */
export function holds(actor: Actor, permission: Permission): boolean {
  if (scopesOf(actor, permission).length > 0) return true;
  return actor.kind === 'USER' && actor.volunteerId !== null && permissionsOfRole.VOLUNTEER.includes(permission);
}

/** True where the actor holds the permission for a division of this path. */
export function covers(actor: Actor, permission: Permission, divisionPath: string): boolean {
  return scopesOf(actor, permission).some((scope) => divisionPath.startsWith(scope));
}
