import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../platform/data/audit/audit-log';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { httpErrors } from '../../../platform/delivery/http/http-errors';
import { requireScope } from '../../../platform/security/identity/access';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { VolunteerDirectory } from '../../volunteers';
import { partnerUnitMissing } from '../domain/team-kind';
import { teamErrors } from '../errors';
import { TeamDirectory } from '../persistence/team-directory';
import { TeamRepository } from '../persistence/team.repository';
import type { TeamRef } from './create-team';
import { TeamDeputies } from './team-deputies';

export interface UpdateTeamCommand {
  readonly teamId: string;
  readonly expectedVersion: number;
  readonly name?: string;
  readonly description?: string | null;
  readonly partnerUnit?: string;
  /** Hands the team over; the new leader must be a member. */
  readonly leaderVolunteerId?: string;
}

/** Changes a team's name, words or leader. Kind and division stay. */
@Injectable()
export class UpdateTeam {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly teams: TeamRepository,
    private readonly directory: TeamDirectory,
    private readonly volunteers: VolunteerDirectory,
    private readonly audit: AuditLog,
    private readonly deputies: TeamDeputies,
  ) {}

  /**
   * @throws TEAM_UNKNOWN, SCOPE_FOREIGN, TEAM_DISSOLVED, VOLUNTEER_NOT_ACTIVE, TEAM_LEADER_NOT_MEMBER,
   *   TEAM_PARTNER_UNIT_REQUIRED, TEAM_NAME_TAKEN, VERSION_OUTDATED
   */
  async execute(actor: Actor, command: UpdateTeamCommand): Promise<TeamRef> {
    return this.unitOfWork.run(async (tx) => {
      const view = await this.directory.byId(command.teamId, tx);
      requireScope(actor, 'team.manage', view.divisionPath);
      if (command.leaderVolunteerId !== undefined) await this.volunteers.holdStatus(tx, command.leaderVolunteerId);
      const team = await this.teams.getActive(tx, view.id);
      const leaderVolunteerId = command.leaderVolunteerId ?? team.leaderVolunteerId;
      if (command.leaderVolunteerId !== undefined) {
        await this.volunteers.activeById(command.leaderVolunteerId, tx);
        if (!(await this.directory.isActiveMember(team.id, command.leaderVolunteerId, tx))) {
          throw teamErrors.refuse('TEAM_LEADER_NOT_MEMBER', { field: 'leaderVolunteerId' });
        }
      }
      const partnerUnit = command.partnerUnit ?? team.partnerUnit;
      if (partnerUnitMissing(team.kind, partnerUnit)) {
        throw teamErrors.refuse('TEAM_PARTNER_UNIT_REQUIRED', { field: 'partnerUnit' });
      }
      const isSaved = await this.teams.update(tx, team.id, command.expectedVersion, {
        name: command.name ?? team.name,
        description: command.description === undefined ? team.description : command.description,
        partnerUnit,
        leaderVolunteerId,
        status: team.status,
      });
      if (!isSaved) throw httpErrors.refuse('VERSION_OUTDATED', { field: 'If-Match' });
      if (command.leaderVolunteerId !== undefined) {
        await this.deputies.handOver(tx, view, command.leaderVolunteerId);
      }
      await this.audit.record(tx, actor, { action: 'teams.update', subjectKind: 'team', subjectId: team.id });
      return { id: team.id, version: command.expectedVersion + 1 };
    });
  }
}
