import { Injectable } from '@nestjs/common';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import type { TeamKind, TeamStatus } from '../domain/team-kind';
import { teamErrors } from '../errors';
import { deputyIdsOf } from './deputy.repository';

export interface TeamView {
  readonly id: string;
  readonly name: string;
  readonly kind: TeamKind;
  /** What the kind is called there today. */
  readonly kindName: string;
  readonly divisionId: string;
  readonly divisionPath: string;
  readonly partnerUnit: string | null;
  readonly description: string | null;
  readonly leaderVolunteerId: string | null;
  /** Who takes attendance in the leader's place. */
  readonly deputyVolunteerIds: readonly string[];
  readonly status: TeamStatus;
  readonly memberCount: number;
  readonly version: number;
}

export const teamColumns = `t.id, t.name, t.kind, coalesce((select k.name
    from team_kind_at(t.kind, d.path, (now() at time zone 'Asia/Shanghai')::date) k), t.kind) as "kindName", t.division_id as "divisionId", d.path as "divisionPath",
  t.partner_unit as "partnerUnit", t.description, t.leader_volunteer_id as "leaderVolunteerId", ${deputyIdsOf('t')} as "deputyVolunteerIds",
  t.status,
  (select count(*)::int from team_membership m where m.team_id = t.id and m.status = 'ACTIVE') as "memberCount",
  t.version`;

/** Answers what a team is and who belongs to it; the read port for the other modules. */
@Injectable()
export class TeamDirectory {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @throws TEAM_UNKNOWN */
  async byId(id: string, tx?: Transaction): Promise<TeamView> {
    const [team] = await this.query<TeamView>(
      `select ${teamColumns} from team t join division d on d.id = t.division_id where t.id = $1`,
      [id],
      tx,
    );
    if (!team) throw teamErrors.refuse('TEAM_UNKNOWN', { field: 'teamId' });
    return team;
  }

  /** The team, which must not be dissolved. @throws TEAM_UNKNOWN, TEAM_DISSOLVED */
  async activeById(id: string, tx?: Transaction): Promise<TeamView> {
    const team = await this.byId(id, tx);
    if (team.status === 'DISSOLVED') throw teamErrors.refuse('TEAM_DISSOLVED', { field: 'teamId' });
    return team;
  }

  /** Names by id, of dissolved ones too; unknown ids are left out. */
  async namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.query<Pick<TeamView, 'id' | 'name'>>(
      'select t.id, t.name from team t where t.id = any ($1::uuid[])',
      [ids],
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /** The teams in use inside a subtree, by division and name. */
  async activeNamesIn(path: string): Promise<readonly { id: string; divisionId: string; name: string }[]> {
    return this.query(
      `select t.id, t.division_id as "divisionId", t.name from team t join division d on d.id = t.division_id
       where t.status = 'ACTIVE' and starts_with(d.path, $1)`,
      [path],
    );
  }

  async isActiveMember(teamId: string, volunteerId: string, tx?: Transaction): Promise<boolean> {
    const rows = await this.query(
      `select 1 from team_membership where team_id = $1 and volunteer_id = $2 and status = 'ACTIVE'`,
      [teamId, volunteerId],
      tx,
    );
    return rows.length > 0;
  }

  /** The active members by their ids, at most `limit`. */
  async activeMembers(teamId: string, limit: number, tx?: Transaction): Promise<readonly string[]> {
    const rows = await this.query<{ id: string }>(
      `select volunteer_id as id from team_membership where team_id = $1 and status = 'ACTIVE' order by 1 limit $2`,
      [teamId, limit],
      tx,
    );
    return rows.map(({ id }) => id);
  }

  /** The team and the person of a membership. @throws MEMBERSHIP_UNKNOWN */
  async membership(
    membershipId: string,
    tx?: Transaction,
  ): Promise<{ readonly teamId: string; readonly volunteerId: string }> {
    const [row] = await this.query<{ teamId: string; volunteerId: string }>(
      'select team_id as "teamId", volunteer_id as "volunteerId" from team_membership where id = $1',
      [membershipId],
      tx,
    );
    if (!row) throw teamErrors.refuse('MEMBERSHIP_UNKNOWN');
    return row;
  }

  private async query<Row>(sql: string, parameters: readonly unknown[], tx?: Transaction): Promise<Row[]> {
    return tx ? tx.query<Row>(sql, parameters) : this.unitOfWork.read<Row>(sql, parameters);
  }
}
