import { Injectable } from '@nestjs/common';
import { type Transaction, violatedConstraint } from '../../../platform/data/database/unit-of-work';
import { teamErrors } from '../errors';
import { TeamMembershipRow, TeamRow } from './team.row';

export type NewTeam = Omit<TeamRow, 'status' | 'version'>;
export type TeamChange = Pick<TeamRow, 'name' | 'description' | 'partnerUnit' | 'leaderVolunteerId' | 'status'>;
export type NewMembership = Pick<
  TeamMembershipRow,
  'id' | 'teamId' | 'volunteerId' | 'status' | 'message' | 'requestedAt' | 'decidedAt' | 'decidedBy'
> & { readonly requestedBy?: string };
export type MembershipChange = Pick<
  TeamMembershipRow,
  'status' | 'decidedAt' | 'decidedBy' | 'declineReason' | 'leftAt'
>;

/** Writes teams and memberships. */
@Injectable()
export class TeamRepository {
  /** Locks the team: whoever changes its members or itself waits. @throws TEAM_UNKNOWN */
  async get(tx: Transaction, id: string): Promise<TeamRow> {
    const team = await tx.manager.findOne(TeamRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!team) throw teamErrors.refuse('TEAM_UNKNOWN', { field: 'teamId' });
    return team;
  }

  /** Locks the team, which must not be dissolved. @throws TEAM_UNKNOWN, TEAM_DISSOLVED */
  async getActive(tx: Transaction, id: string): Promise<TeamRow> {
    const team = await this.get(tx, id);
    if (team.status === 'DISSOLVED') throw teamErrors.refuse('TEAM_DISSOLVED', { field: 'teamId' });
    return team;
  }

  /** @throws TEAM_NAME_TAKEN */
  async insert(tx: Transaction, team: NewTeam): Promise<void> {
    const taken = await tx.query(`select 1 from team where division_id = $1 and name = $2 and status = 'ACTIVE'`, [
      team.divisionId,
      team.name,
    ]);
    if (taken.length > 0) throw teamErrors.refuse('TEAM_NAME_TAKEN', { field: 'name' });
    await translated(tx.manager.insert(TeamRow, { ...team, status: 'ACTIVE', version: 1 }));
  }

  /** Remembers who leads from now on: a tie of today still counts tomorrow. Null: nobody does. */
  async lead(tx: Transaction, teamId: string, leaderVolunteerId: string | null, at: Date): Promise<void> {
    await tx.query(
      `with ended as (
         update team_leadership set ended_at = greatest($3::timestamptz, began_at)
         where team_id = $1 and role = 'LEADER' and ended_at is null and volunteer_id is distinct from $2::uuid)
       select 1`,
      [teamId, leaderVolunteerId, at],
    );
    if (leaderVolunteerId === null) return;
    await tx.query(
      `insert into team_leadership (team_id, volunteer_id, role, began_at) values ($1, $2, 'LEADER', $3)
       on conflict do nothing`,
      [teamId, leaderVolunteerId, at],
    );
  }

  /** Saves a change; false where the version is not the expected one. @throws TEAM_NAME_TAKEN */
  async update(tx: Transaction, id: string, expectedVersion: number, change: TeamChange): Promise<boolean> {
    const rows = await translated(
      tx.query(
        `update team set name = $3, description = $4, partner_unit = $5, leader_volunteer_id = $6, status = $7,
           version = version + 1 where id = $1 and version = $2 returning 1`,
        [
          id,
          expectedVersion,
          change.name,
          change.description,
          change.partnerUnit,
          change.leaderVolunteerId,
          change.status,
        ],
      ),
    );
    return rows.length > 0;
  }

  /** The open membership (asked or in) of a volunteer, locked, or null. */
  async openMembership(tx: Transaction, teamId: string, volunteerId: string): Promise<TeamMembershipRow | null> {
    return tx.manager
      .createQueryBuilder(TeamMembershipRow, 'm')
      .where('m.teamId = :teamId and m.volunteerId = :volunteerId', { teamId, volunteerId })
      .andWhere(`m.status in ('REQUESTED', 'ACTIVE')`)
      .setLock('pessimistic_write')
      .getOne();
  }

  /** Locks a membership. @throws MEMBERSHIP_UNKNOWN */
  async getMembership(tx: Transaction, id: string): Promise<TeamMembershipRow> {
    const row = await tx.manager.findOne(TeamMembershipRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!row) throw teamErrors.refuse('MEMBERSHIP_UNKNOWN');
    return row;
  }

  /** @throws MEMBER_ALREADY_REQUESTED where another request of the same volunteer was faster by a moment. */
  async insertMembership(tx: Transaction, membership: NewMembership): Promise<void> {
    await translated(tx.manager.insert(TeamMembershipRow, { ...membership, version: 1 }));
  }

  /** Moves a membership on; the caller holds its lock. Who leaves is no deputy leader any more. */
  async changeMembership(tx: Transaction, id: string, change: MembershipChange): Promise<void> {
    await tx.query(
      `update team_membership set status = $2, decided_at = $3, decided_by = $4, decline_reason = $5, left_at = $6,
         version = version + 1 where id = $1`,
      [id, change.status, change.decidedAt, change.decidedBy, change.declineReason, change.leftAt],
    );
    if (change.status !== 'LEFT') return;
    await tx.query(
      `update team_leadership l set ended_at = greatest(l.began_at, m.left_at) from team_membership m
       where m.id = $1 and l.team_id = m.team_id and l.volunteer_id = m.volunteer_id and l.role = 'DEPUTY'
         and l.ended_at is null`,
      [id],
    );
  }

  /** The open memberships of a volunteer, locked. */
  async openMembershipsOf(tx: Transaction, volunteerId: string): Promise<readonly TeamMembershipRow[]> {
    return tx.manager
      .createQueryBuilder(TeamMembershipRow, 'm')
      .where('m.volunteerId = :volunteerId', { volunteerId })
      .andWhere(`m.status in ('REQUESTED', 'ACTIVE')`)
      .orderBy('m.id')
      .setLock('pessimistic_write')
      .getMany();
  }

  /** Ends every open membership of a team that is dissolved; requests are declined, members have left. */
  async endMemberships(tx: Transaction, teamId: string, at: Date, by: string): Promise<void> {
    await tx.query(
      `update team_membership set version = version + 1,
         status = case when status = 'ACTIVE' then 'LEFT' else 'DECLINED' end,
         left_at = case when status = 'ACTIVE' then $2::timestamptz end,
         decided_at = coalesce(decided_at, $2), decided_by = coalesce(decided_by, $3),
         decline_reason = case when status = 'REQUESTED' then '服务队已解散' end
       where team_id = $1 and status in ('REQUESTED', 'ACTIVE')`,
      [teamId, at, by],
    );
    await tx.query(
      `update team_leadership set ended_at = greatest(began_at, $2) where team_id = $1 and role = 'DEPUTY'
         and ended_at is null`,
      [teamId, at],
    );
  }
}

/** Turns the unique constraints into their refusals. */
async function translated<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    const constraint = violatedConstraint(error);
    if (constraint === 'team_name') throw teamErrors.refuse('TEAM_NAME_TAKEN', { field: 'name' });
    if (constraint === 'team_membership_open') throw teamErrors.refuse('MEMBER_ALREADY_REQUESTED');
    throw error;
  }
}
