import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import { teamErrors } from '../errors';
import { TeamRepository } from '../persistence/team.repository';
import type { TeamMembershipRow } from '../persistence/team.row';

export interface Move {
  readonly at: Date;
  /** Who decided it. */
  readonly by: string;
}

/** Moves memberships as part of a larger decision, inside its transaction; the caller has checked who may decide. */
@Injectable()
export class MoveMembership {
  constructor(
    private readonly teams: TeamRepository,
    private readonly ids: IdSource,
  ) {}

  /**
   * From one team to another, in one step. Whoever is in the new team already only leaves the old one.
   *
   * @throws TEAM_UNKNOWN, TEAM_DISSOLVED, MEMBER_NOT, TEAM_LEADER_CANNOT_LEAVE
   */
  async toTeam(
    tx: Transaction,
    volunteerId: string,
    way: { readonly fromTeamId: string; readonly toTeamId: string },
    move: Move,
  ): Promise<void> {
    // In the order of the ids, so that two moves the other way round do not wait for each other.
    for (const id of [way.fromTeamId, way.toTeamId].sort()) await this.teams.get(tx, id);
    const from = await this.teams.get(tx, way.fromTeamId);
    await this.teams.getActive(tx, way.toTeamId);
    const membership = await this.teams.openMembership(tx, from.id, volunteerId);
    if (membership?.status !== 'ACTIVE') throw teamErrors.refuse('MEMBER_NOT');
    if (from.leaderVolunteerId === volunteerId) throw teamErrors.refuse('TEAM_LEADER_CANNOT_LEAVE');
    await this.end(tx, membership, move);
    await this.join(tx, way.toTeamId, volunteerId, move);
  }

  /** From one volunteer number to another of the same person: memberships go over, requests end. */
  async toVolunteer(tx: Transaction, fromVolunteerId: string, toVolunteerId: string, move: Move): Promise<void> {
    for (const membership of await this.teams.openMembershipsOf(tx, fromVolunteerId)) {
      await this.end(tx, membership, move);
      if (membership.status === 'ACTIVE') await this.join(tx, membership.teamId, toVolunteerId, move);
    }
  }

  private async end(tx: Transaction, membership: TeamMembershipRow, { at, by }: Move): Promise<void> {
    const isMember = membership.status === 'ACTIVE';
    await this.teams.changeMembership(tx, membership.id, {
      status: isMember ? 'LEFT' : 'DECLINED',
      decidedAt: membership.decidedAt ?? at,
      decidedBy: membership.decidedBy ?? by,
      declineReason: isMember ? null : '登记已合并',
      leftAt: isMember ? at : null,
    });
  }

  /** A waiting request of the same person becomes the membership. */
  private async join(tx: Transaction, teamId: string, volunteerId: string, { at, by }: Move): Promise<void> {
    const open = await this.teams.openMembership(tx, teamId, volunteerId);
    if (open?.status === 'ACTIVE') return;
    const decision = { status: 'ACTIVE' as const, decidedAt: at, decidedBy: by };
    if (open) {
      await this.teams.changeMembership(tx, open.id, { ...decision, declineReason: null, leftAt: null });
      return;
    }
    const id = this.ids.next();
    await this.teams.insertMembership(tx, { id, teamId, volunteerId, message: null, requestedAt: at, ...decision });
  }
}
