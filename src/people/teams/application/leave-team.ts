import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { requireTeamScope, requireVolunteer } from '../../../platform/security/identity/access';
import { teamErrors } from '../errors';
import { TeamDirectory } from '../persistence/team-directory';
import { TeamRepository } from '../persistence/team.repository';
import type { MembershipRef } from './join-team';

export interface LeaveTeamCommand {
  readonly teamId: string;
  /** Left out: the volunteer behind the account. Given: taken out by the team's leader or by staff. */
  readonly volunteerId?: string;
}

/** Ends a membership, or takes a request back. */
@Injectable()
export class LeaveTeam {
  constructor(
    private readonly commands: Commands,
    private readonly teams: TeamRepository,
    private readonly directory: TeamDirectory,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws VOLUNTEER_ACCOUNT_REQUIRED, TEAM_UNKNOWN, SCOPE_FOREIGN, PERMISSION_MISSING, MEMBER_NOT,
   *   TEAM_LEADER_CANNOT_LEAVE
   */
  async execute(context: CommandContext, command: LeaveTeamCommand): Promise<MembershipRef> {
    return this.commands.run(context, 'teams.leave', command, async (tx) => {
      const volunteerId = command.volunteerId ?? requireVolunteer(context.actor);
      const team = await this.teams.get(tx, command.teamId);
      const isOwn = context.actor.kind === 'USER' && context.actor.volunteerId === volunteerId;
      if (!isOwn) requireTeamScope(context.actor, 'team.decide', await this.directory.byId(team.id, tx));
      const membership = await this.teams.openMembership(tx, team.id, volunteerId);
      if (!membership) throw teamErrors.refuse('MEMBER_NOT');
      if (team.leaderVolunteerId === volunteerId) throw teamErrors.refuse('TEAM_LEADER_CANNOT_LEAVE');
      await this.teams.changeMembership(tx, membership.id, {
        status: 'LEFT',
        decidedAt: membership.decidedAt,
        decidedBy: membership.decidedBy,
        declineReason: null,
        leftAt: this.clock.now(),
      });
      return { membershipId: membership.id, status: 'LEFT' };
    });
  }
}
