import { type Actor, leads } from '../../../platform/foundation/actor/actor';
import type { Matter, TieFacts } from '../../../platform/security/decisions';
import type { TeamView } from '../persistence/team-directory';

export interface MembershipRequest {
  readonly volunteerId: string;
  /** Who asked in the volunteer's name; null where the volunteer did. */
  readonly requestedBy: string | null;
  readonly requestedAt: Date;
}

type Team = Pick<TeamView, 'name' | 'divisionPath' | 'leaderVolunteerId'>;

/** By what somebody decides who joins a team: as its leader, or by the permission for its place. */
export function teamRight(actor: Actor, team: Team): Omit<Matter, keyof TieFacts> {
  const { name, divisionPath, leaderVolunteerId } = team;
  return {
    ...{ permission: 'team.decide', divisionPath, isReadersRight: leads(actor, leaderVolunteerId) },
    ...(leaderVolunteerId !== null && { leaders: { volunteerIds: [leaderVolunteerId], of: name } }),
  };
}

/** What the guard needs to know of a request to join; tied are its volunteer, and who asked in the volunteer's name. */
export function membershipMatter(actor: Actor, team: Team, request: MembershipRequest): Matter {
  const { requestedBy, volunteerId, requestedAt } = request;
  const askedBy = requestedBy ?? `volunteer:${volunteerId}`;
  return { ...teamRight(actor, team), askedBy, hands: [], concerned: [volunteerId], beganAt: requestedAt };
}
