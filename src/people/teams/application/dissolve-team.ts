import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../platform/data/audit/audit-log';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { httpErrors } from '../../../platform/delivery/http/http-errors';
import { requireScope } from '../../../platform/security/identity/access';
import { actorIdOf } from '../../../platform/foundation/actor/actor';
import { TeamDirectory } from '../persistence/team-directory';
import { TeamRepository } from '../persistence/team.repository';
import type { TeamRef } from './create-team';

export interface DissolveTeamCommand {
  readonly teamId: string;
  readonly expectedVersion: number;
  readonly reason: string;
}

/** Dissolves a team: its members have left, open requests are declined, what it did stays. */
@Injectable()
export class DissolveTeam {
  constructor(
    private readonly commands: Commands,
    private readonly teams: TeamRepository,
    private readonly directory: TeamDirectory,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws TEAM_UNKNOWN, SCOPE_FOREIGN, TEAM_DISSOLVED, VERSION_OUTDATED */
  async execute(context: CommandContext, command: DissolveTeamCommand): Promise<TeamRef> {
    return this.commands.run(context, 'teams.dissolve', command, async (tx) => {
      const { actor } = context;
      const view = await this.directory.byId(command.teamId, tx);
      requireScope(actor, 'team.manage', view.divisionPath);
      const team = await this.teams.getActive(tx, view.id);
      const isSaved = await this.teams.update(tx, team.id, command.expectedVersion, { ...team, status: 'DISSOLVED' });
      if (!isSaved) throw httpErrors.refuse('VERSION_OUTDATED', { field: 'If-Match' });
      await this.teams.lead(tx, team.id, null, this.clock.now());
      await this.teams.endMemberships(tx, team.id, this.clock.now(), actorIdOf(actor));
      await this.audit.record(tx, actor, {
        action: 'teams.dissolve',
        subjectKind: 'team',
        subjectId: team.id,
        reason: command.reason,
      });
      return { id: team.id, version: command.expectedVersion + 1 };
    });
  }
}
