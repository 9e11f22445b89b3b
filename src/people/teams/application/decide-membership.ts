import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { actorIdOf } from '../../../platform/foundation/actor/actor';
import { DecisionGuard } from '../../../platform/security/decisions';
import { VolunteerDirectory } from '../../volunteers';
import { teamErrors } from '../errors';
import { TeamDirectory } from '../persistence/team-directory';
import { TeamRepository } from '../persistence/team.repository';
import type { MembershipRef } from './join-team';
import { membershipMatter, teamRight } from './membership-matter';

export interface DecideMembershipCommand {
  readonly membershipId: string;
  readonly decision: 'APPROVE' | 'DECLINE';
  /** Required to decline; the person reads it. */
  readonly reason?: string;
}

/** Approves or declines a request to join, by the team's leader or by staff. */
@Injectable()
export class DecideMembership {
  constructor(
    private readonly commands: Commands,
    private readonly teams: TeamRepository,
    private readonly directory: TeamDirectory,
    private readonly volunteers: VolunteerDirectory,
    private readonly guard: DecisionGuard,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws MEMBERSHIP_UNKNOWN, SCOPE_FOREIGN, PERMISSION_MISSING, TEAM_DISSOLVED, DECISION_OWN, DECISION_OWN_HOUSEHOLD,
   *   DECISION_OWN_LEADER, DECISION_SAME_PERSON, MEMBERSHIP_DECIDED, MEMBERSHIP_REASON_REQUIRED, VOLUNTEER_NOT_ACTIVE
   */
  async execute(context: CommandContext, command: DecideMembershipCommand): Promise<MembershipRef> {
    return this.commands.run(context, 'teams.decide-membership', command, async (tx) => {
      const { actor } = context;
      const { teamId, volunteerId } = await this.directory.membership(command.membershipId, tx);
      const team = await this.directory.byId(teamId, tx);
      await this.guard.requirePlace(tx, actor, teamRight(actor, team));
      await this.volunteers.holdStatus(tx, volunteerId);
      await this.teams.getActive(tx, teamId);
      const membership = await this.teams.getMembership(tx, command.membershipId);
      await this.guard.requireFree(tx, actor, membershipMatter(actor, team, membership));
      if (membership.status !== 'REQUESTED') throw teamErrors.refuse('MEMBERSHIP_DECIDED');
      const reason = command.reason ?? null;
      const isApproved = command.decision === 'APPROVE';
      if (!isApproved && reason === null) throw teamErrors.refuse('MEMBERSHIP_REASON_REQUIRED', { field: 'reason' });
      if (isApproved) await this.volunteers.activeById(membership.volunteerId, tx);
      const status = isApproved ? 'ACTIVE' : 'DECLINED';
      await this.teams.changeMembership(tx, membership.id, {
        status,
        decidedAt: this.clock.now(),
        decidedBy: actorIdOf(actor),
        declineReason: isApproved ? null : reason,
        leftAt: null,
      });
      return { membershipId: membership.id, status };
    });
  }
}
