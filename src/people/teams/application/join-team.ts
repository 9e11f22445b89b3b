import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { requireTeamScope, requireVolunteer } from '../../../platform/security/identity/access';
import { actorIdOf } from '../../../platform/foundation/actor/actor';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import { VolunteerDirectory } from '../../volunteers';
import { teamErrors } from '../errors';
import { TeamDirectory } from '../persistence/team-directory';
import { TeamRepository } from '../persistence/team.repository';

export interface JoinTeamCommand {
  readonly teamId: string;
  /** Left out: the volunteer behind the account. Given: a request on paper, recorded by staff or by the team's leader. */
  readonly volunteerId?: string;
  readonly message?: string;
}

export interface MembershipRef {
  readonly membershipId: string;
  readonly status: 'REQUESTED' | 'ACTIVE' | 'DECLINED' | 'LEFT';
}

/** Asks for membership of a team. */
@Injectable()
export class JoinTeam {
  constructor(
    private readonly commands: Commands,
    private readonly teams: TeamRepository,
    private readonly directory: TeamDirectory,
    private readonly volunteers: VolunteerDirectory,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws TEAM_UNKNOWN, TEAM_DISSOLVED, VOLUNTEER_ACCOUNT_REQUIRED, SCOPE_FOREIGN, PERMISSION_MISSING,
   *   VOLUNTEER_UNKNOWN, VOLUNTEER_NOT_ACTIVE, MEMBER_ALREADY, MEMBER_ALREADY_REQUESTED
   */
  async execute(context: CommandContext, command: JoinTeamCommand): Promise<MembershipRef> {
    return this.commands.run(context, 'teams.join', command, async (tx) => {
      const volunteerId = command.volunteerId ?? requireVolunteer(context.actor);
      const view = await this.directory.activeById(command.teamId, tx);
      const isOwn = context.actor.kind === 'USER' && context.actor.volunteerId === volunteerId;
      if (!isOwn) requireTeamScope(context.actor, 'team.manage', view);
      await this.volunteers.activeById(volunteerId, tx);
      const team = await this.teams.getActive(tx, view.id);
      const open = await this.teams.openMembership(tx, team.id, volunteerId);
      if (open) throw teamErrors.refuse(open.status === 'ACTIVE' ? 'MEMBER_ALREADY' : 'MEMBER_ALREADY_REQUESTED');
      const membershipId = this.ids.next();
      await this.teams.insertMembership(tx, {
        id: membershipId,
        teamId: team.id,
        volunteerId,
        status: 'REQUESTED',
        message: command.message ?? null,
        requestedAt: this.clock.now(),
        ...(!isOwn && { requestedBy: actorIdOf(context.actor) }),
        decidedAt: null,
        decidedBy: null,
      });
      return { membershipId, status: 'REQUESTED' };
    });
  }
}
