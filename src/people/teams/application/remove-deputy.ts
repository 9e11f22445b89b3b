import { Injectable } from '@nestjs/common';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { requireTeamScope } from '../../../platform/security/identity/access';
import { teamErrors } from '../errors';
import { TeamDirectory } from '../persistence/team-directory';
import { TeamRepository } from '../persistence/team.repository';
import type { DeputyCommand, DeputyList } from './appoint-deputy';
import { TeamDeputies } from './team-deputies';

/** Ends the office of a deputy leader: by staff, by the leader, or by the deputy. */
@Injectable()
export class RemoveDeputy {
  constructor(
    private readonly commands: Commands,
    private readonly teams: TeamRepository,
    private readonly directory: TeamDirectory,
    private readonly deputies: TeamDeputies,
  ) {}

  /** @throws TEAM_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, TEAM_DEPUTY_NOT */
  async execute(context: CommandContext, command: DeputyCommand): Promise<DeputyList> {
    return this.commands.run(context, 'teams.remove-deputy', command, async (tx) => {
      const { teamId, volunteerId } = command;
      const { actor } = context;
      const team = await this.directory.byId(teamId, tx);
      const isOwn = actor.kind === 'USER' && actor.volunteerId === volunteerId;
      if (!isOwn) requireTeamScope(actor, 'team.manage', team);
      await this.teams.get(tx, teamId);
      if (!(await this.deputies.remove(tx, team, volunteerId))) throw teamErrors.refuse('TEAM_DEPUTY_NOT');
      return { volunteerIds: (await this.directory.byId(teamId, tx)).deputyVolunteerIds };
    });
  }
}
