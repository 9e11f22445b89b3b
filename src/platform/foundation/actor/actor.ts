import type { RequestTrace } from './request-trace';
import { type Permission, permissions, permissionsOfRole, type Role } from './permissions';

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
  /** Paths of the places where the account decides today for people who are away, what it decides at home. */
  readonly deputyFor?: readonly string[];
  /** An administrator who has to set up one-time codes first, and has no grants until then. */
  readonly needsTotp?: boolean;
  readonly trace?: RequestTrace;
}

/** A job, the CLI or the demo. May do everything; its name goes into the audit log. */
export interface SystemActor {
  readonly kind: 'SYSTEM';
  readonly name: string;
}

/** Somebody who has not signed in: public registration and public verification. */
export interface AnonymousActor {
  readonly kind: 'ANONYMOUS';
  readonly trace?: RequestTrace;
}

export type Actor = UserActor | SystemActor | AnonymousActor;

export const anonymous: AnonymousActor = { kind: 'ANONYMOUS' };

export function systemActor(name: string): SystemActor {
  return { kind: 'SYSTEM', name };
}

/** An account that acts on itself before it has an actor of its own: signing in, leaving, setting a password. */
export function accountActor(userId: string, trace: RequestTrace | null): UserActor {
  const account = { kind: 'USER', userId, sessionId: userId, displayName: '', volunteerId: null, grants: [] } as const;
  return trace === null ? account : { ...account, trace };
}

/** The request in which somebody acts; null in jobs and on the command line. */
export function traceOf(actor: Actor): RequestTrace | null {
  return actor.kind === 'SYSTEM' ? null : (actor.trace ?? null);
}

/** Where somebody signs in from who is nobody yet. */
export interface Origin {
  /** The browser or application, as it calls itself; for the list of sessions. */
  readonly device: string | null;
  readonly trace: RequestTrace | null;
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

/** What a grant gives inside its scope. */
export function permissionsOfGrant({ role, withheld }: Grant): readonly Permission[] {
  return permissionsOfRole[role].filter((permission) => !withheld?.includes(permission));
}

/** Every permission an account holds somewhere, in the order of the table; a volunteer's own ones included. */
export function permissionsOf(actor: UserActor): readonly Permission[] {
  return (Object.keys(permissions) as Permission[]).filter((permission) => holds(actor, permission));
}

/** The path prefixes inside which the actor holds the permission. The system holds every permission everywhere ('/'). */
export function scopesOf(actor: Actor, permission: Permission): readonly string[] {
  if (actor.kind === 'SYSTEM') return ['/'];
  if (actor.kind === 'ANONYMOUS') return [];
  return actor.grants
    .filter((grant) => permissionsOfGrant(grant).includes(permission))
    .map((grant) => grant.divisionPath);
}

/** Where the actor decides by the permission: its scopes, and the places for whose people it is the deputy today. */
export function decidingScopesOf(actor: Actor, permission: Permission): readonly string[] {
  const scopes = scopesOf(actor, permission);
  return actor.kind === 'USER' && scopes.length > 0 ? [...scopes, ...(actor.deputyFor ?? [])] : scopes;
}

/** True where the actor holds the permission somewhere, or, for a volunteer's own permissions, has a volunteer. */
export function holds(actor: Actor, permission: Permission): boolean {
  if (scopesOf(actor, permission).length > 0) return true;
  return actor.kind === 'USER' && actor.volunteerId !== null && permissionsOfRole.VOLUNTEER.includes(permission);
}

/** Whether the account is of this volunteer: the leader of a team, who decides without a permission. */
export function leads(actor: Actor, leaderVolunteerId: string | null): boolean {
  return actor.kind === 'USER' && actor.volunteerId !== null && actor.volunteerId === leaderVolunteerId;
}

/** True where the actor holds the permission for a division of this path. */
export function covers(actor: Actor, permission: Permission, divisionPath: string): boolean {
  return scopesOf(actor, permission).some((scope) => divisionPath.startsWith(scope));
}
