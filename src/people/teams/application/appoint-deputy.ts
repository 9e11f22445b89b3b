import { Injectable } from '@nestjs/common';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { requireScope } from '../../../platform/security/identity/access';
import { VolunteerDirectory } from '../../volunteers';
import { teamErrors } from '../errors';
import { TeamDirectory } from '../persistence/team-directory';
import { TeamRepository } from '../persistence/team.repository';
import { TeamDeputies } from './team-deputies';

export interface DeputyCommand {
  readonly teamId: string;
  readonly volunteerId: string;
}

export interface DeputyList {
  /** Those who hold the office now, the longest first. */
  readonly volunteerIds: readonly string[];
}

/**
 * Staff name a deputy leader, who takes attendance in the leader's place and the leader's own. Not the leader: whoever
 * chose the own witness would be alone with it.
 */
@Injectable()
export class AppointDeputy {
  constructor(
    private readonly commands: Commands,
    private readonly teams: TeamRepository,
    private readonly directory: TeamDirectory,
    private readonly volunteers: VolunteerDirectory,
    private readonly deputies: TeamDeputies,
  ) {}

  /**
   * @throws TEAM_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, TEAM_DEPUTY_OWN, TEAM_DISSOLVED, VOLUNTEER_UNKNOWN,
   *   VOLUNTEER_NOT_ACTIVE, TEAM_DEPUTY_NOT_MEMBER, and what TeamDeputies.appoint throws
   */
  async execute(context: CommandContext, command: DeputyCommand): Promise<DeputyList> {
    return this.commands.run(context, 'teams.appoint-deputy', command, async (tx) => {
      const { teamId, volunteerId } = command;
      const { actor } = context;
      requireScope(actor, 'team.manage', (await this.directory.byId(teamId, tx)).divisionPath);
      if (actor.kind === 'USER' && actor.volunteerId === volunteerId) throw teamErrors.refuse('TEAM_DEPUTY_OWN');
      await this.volunteers.holdStatus(tx, volunteerId);
      await this.teams.getActive(tx, teamId);
      await this.volunteers.activeById(volunteerId, tx);
      if (!(await this.directory.isActiveMember(teamId, volunteerId, tx))) {
        throw teamErrors.refuse('TEAM_DEPUTY_NOT_MEMBER', { field: 'volunteerId' });
      }
      await this.deputies.appoint(tx, await this.directory.byId(teamId, tx), volunteerId);
      return { volunteerIds: (await this.directory.byId(teamId, tx)).deputyVolunteerIds };
    });
  }
}
