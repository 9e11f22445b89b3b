/** The only door of this module. */
export { AppointDeputy, type DeputyCommand, type DeputyList } from './application/appoint-deputy';
export { RemoveDeputy } from './application/remove-deputy';
export { CreateTeam, type CreateTeamCommand, type TeamRef } from './application/create-team';
export { DecideMembership, type DecideMembershipCommand } from './application/decide-membership';
export { DissolveTeam, type DissolveTeamCommand } from './application/dissolve-team';
export { JoinTeam, type JoinTeamCommand, type MembershipRef } from './application/join-team';
export { LeaveTeam, type LeaveTeamCommand } from './application/leave-team';
export { type Move, MoveMembership } from './application/move-membership';
export { UpdateTeam, type UpdateTeamCommand } from './application/update-team';
export { type MembershipStatus, type TeamKind, type TeamStatus } from './domain/team-kind';
export { teamErrors } from './errors';
export { deputyIdsOf } from './persistence/deputy.repository';
export { TeamDirectory, type TeamView } from './persistence/team-directory';
export { TeamsModule } from './teams.module';
