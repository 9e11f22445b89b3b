import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { requireScope } from '../../../platform/security/identity/access';
import { actorIdOf } from '../../../platform/foundation/actor/actor';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import { DivisionDirectory } from '../../../place/divisions';
import { KindDirectory } from '../../../place/kinds';
import { VolunteerDirectory } from '../../volunteers';
import { partnerUnitMissing, type TeamKind } from '../domain/team-kind';
import { teamErrors } from '../errors';
import { TeamRepository } from '../persistence/team.repository';

export interface CreateTeamCommand {
  readonly name: string;
  readonly kind: TeamKind;
  readonly divisionId: string;
  /** Required for PARTNER_UNIT. */
  readonly partnerUnit?: string;
  readonly description?: string;
  /** Becomes the first member, too. */
  readonly leaderVolunteerId?: string;
}

export interface TeamRef {
  readonly id: string;
  readonly version: number;
}

/** Founds a team in a division. */
@Injectable()
export class CreateTeam {
  constructor(
    private readonly commands: Commands,
    private readonly divisions: DivisionDirectory,
    private readonly kinds: KindDirectory,
    private readonly volunteers: VolunteerDirectory,
    private readonly teams: TeamRepository,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws TEAM_PARTNER_UNIT_REQUIRED, DIVISION_UNKNOWN, DIVISION_CLOSED, SCOPE_FOREIGN, TEAM_KIND_UNKNOWN,
   *   VOLUNTEER_UNKNOWN, VOLUNTEER_NOT_ACTIVE, TEAM_NAME_TAKEN
   */
  async execute(context: CommandContext, command: CreateTeamCommand): Promise<TeamRef> {
    const partnerUnit = command.partnerUnit ?? null;
    if (partnerUnitMissing(command.kind, partnerUnit)) {
      throw teamErrors.refuse('TEAM_PARTNER_UNIT_REQUIRED', { field: 'partnerUnit' });
    }
    return this.commands.run(context, 'teams.create', command, async (tx) => {
      const division = await this.divisions.activeById(command.divisionId, tx);
      requireScope(context.actor, 'team.manage', division.path);
      await this.kinds.activeTeamKind(command.kind, division, tx);
      const leaderVolunteerId = command.leaderVolunteerId ?? null;
      if (leaderVolunteerId !== null) await this.volunteers.activeById(leaderVolunteerId, tx);
      const id = this.ids.next();
      const now = this.clock.now();
      const by = actorIdOf(context.actor);
      await this.teams.insert(tx, {
        id,
        name: command.name,
        kind: command.kind,
        divisionId: division.id,
        partnerUnit,
        description: command.description ?? null,
        leaderVolunteerId,
        createdBy: by,
        createdAt: now,
      });
      if (leaderVolunteerId !== null) {
        await this.teams.lead(tx, id, leaderVolunteerId, now);
        await this.teams.insertMembership(tx, {
          id: this.ids.next(),
          teamId: id,
          volunteerId: leaderVolunteerId,
          status: 'ACTIVE',
          message: null,
          requestedAt: now,
          decidedAt: now,
          decidedBy: by,
        });
      }
      return { id, version: 1 };
    });
  }
}
