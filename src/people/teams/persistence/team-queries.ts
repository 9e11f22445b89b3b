import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../platform/delivery/http/paging';
import {
  accessErrors,
  requireScope,
  requireTeamScope,
  requireVolunteer,
} from '../../../platform/security/identity/access';
import { type Actor, covers, decidingScopesOf, scopesOf } from '../../../platform/foundation/actor/actor';
import { DecisionGuard, type Standing } from '../../../platform/security/decisions';
import { DivisionDirectory } from '../../../place/divisions';
import { VolunteerDirectory } from '../../volunteers';
import { type MembershipRequest, membershipMatter } from '../application/membership-matter';
import type { MembershipStatus, TeamKind } from '../domain/team-kind';
import { teamColumns, TeamDirectory, type TeamView } from './team-directory';

export interface TeamFilter extends PageQuery {
  readonly divisionId?: string;
  readonly kind?: TeamKind;
}

/** A team as lists show it. */
export interface ListedTeam extends TeamView {
  /** For staff who may see its people; null for everybody else, and where there is no leader. */
  readonly leaderName: string | null;
}

export interface MemberItem {
  readonly membershipId: string;
  readonly volunteerId: string;
  readonly volunteerNo: string;
  readonly name: string | null;
  readonly isLeader: boolean;
  readonly isDeputy: boolean;
  readonly status: MembershipStatus;
  readonly message: string | null;
  readonly requestedAt: Date;
}

/** A request to join some team, as whoever decides reads it. */
export interface MembershipRequestItem {
  readonly membershipId: string;
  readonly teamId: string;
  readonly volunteerId: string;
  readonly volunteerNo: string;
  readonly name: string | null;
  readonly message: string | null;
  readonly requestedAt: Date;
}

export interface MembershipRequestFilter extends PageQuery {
  readonly divisionId?: string;
  readonly teamId?: string;
}

type RequestRow = Omit<MembershipRequestItem, 'volunteerNo' | 'name'> &
  MembershipRequest &
  Pick<TeamView, 'name' | 'divisionPath' | 'leaderVolunteerId'>;

export interface OwnMembership {
  readonly membershipId: string;
  readonly teamId: string;
  readonly teamName: string;
  readonly status: MembershipStatus;
  readonly requestedAt: Date;
  readonly declineReason: string | null;
}

type MemberRow = Omit<MemberItem, 'volunteerNo' | 'name'> & MembershipRequest;

/** Lists of teams and members. */
@Injectable()
export class TeamQueries {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly directory: TeamDirectory,
    private readonly divisions: DivisionDirectory,
    private readonly volunteers: VolunteerDirectory,
    private readonly guard: DecisionGuard,
  ) {}

  /** The teams the actor may see, by name. @throws DIVISION_UNKNOWN, SCOPE_FOREIGN */
  async page(actor: Actor, filter: TeamFilter): Promise<Page<ListedTeam>> {
    const scopes = await this.visiblePaths(actor);
    const division = filter.divisionId === undefined ? null : await this.divisions.byId(filter.divisionId);
    if (division && !scopes.some((scope) => division.path.startsWith(scope))) {
      throw accessErrors.refuse('SCOPE_FOREIGN', { field: 'divisionId' });
    }
    const limit = limitOf(filter);
    const after = decodeCursor(filter, 2);
    const rows = await this.unitOfWork.read<TeamView>(
      `select ${teamColumns} from team t join division d on d.id = t.division_id
       where d.path like any($1::text[]) and d.path like $2 and ($3::text is null or t.kind = $3)
         and t.status = 'ACTIVE' and ($4::text is null or (t.name, t.id) > ($4, $5::uuid))
       order by t.name, t.id limit $6`,
      [
        scopes.map((scope) => `${scope}%`),
        `${division?.path ?? '/'}%`,
        filter.kind ?? null,
        after?.[0] ?? null,
        after?.[1] ?? null,
        limit + 1,
      ],
    );
    const page = pageOf(
      rows,
      limit,
      (row) => [row.name, row.id],
      (row) => row,
    );
    return { items: await this.withLeaders(actor, page.items), next: page.next };
  }

  /** @throws TEAM_UNKNOWN, SCOPE_FOREIGN */
  async get(actor: Actor, teamId: string): Promise<ListedTeam> {
    const team = await this.directory.byId(teamId);
    const scopes = await this.visiblePaths(actor);
    if (!scopes.some((scope) => team.divisionPath.startsWith(scope))) throw accessErrors.refuse('SCOPE_FOREIGN');
    const [listed] = await this.withLeaders(actor, [team]);
    return listed ?? { ...team, leaderName: null };
  }

  private async withLeaders(actor: Actor, teams: readonly TeamView[]): Promise<readonly ListedTeam[]> {
    const ids = teams.flatMap(({ leaderVolunteerId, divisionPath }) =>
      leaderVolunteerId !== null && covers(actor, 'volunteer.read', divisionPath) ? [leaderVolunteerId] : [],
    );
    const names = await this.volunteers.displayNames(ids);
    return teams.map((team) => ({ ...team, leaderName: names.get(team.leaderVolunteerId ?? '')?.name ?? null }));
  }

  /** Members or requests of a team, for its leader and for staff. @throws TEAM_UNKNOWN, SCOPE_FOREIGN */
  async members(
    actor: Actor,
    teamId: string,
    filter: PageQuery & { readonly status?: MembershipStatus },
  ): Promise<Page<MemberItem & Standing>> {
    const team = await this.directory.byId(teamId);
    requireTeamScope(actor, 'team.read', team);
    const limit = limitOf(filter);
    const after = decodeCursor(filter, 1);
    const rows = await this.unitOfWork.read<MemberRow>(
      `select m.id as "membershipId", m.volunteer_id as "volunteerId", m.status, m.message,
         m.requested_at as "requestedAt", m.requested_by as "requestedBy", m.volunteer_id is not distinct from $3::uuid as "isLeader",
         m.volunteer_id = any ($6::uuid[]) as "isDeputy"
       from team_membership m
       where m.team_id = $1 and m.status = $2 and ($4::uuid is null or m.id > $4) order by m.id limit $5`,
      [
        team.id,
        filter.status ?? 'ACTIVE',
        team.leaderVolunteerId,
        after?.[0] ?? null,
        limit + 1,
        team.deputyVolunteerIds,
      ],
    );
    const names = await this.volunteers.displayNames(rows.map((row) => row.volunteerId));
    const page = pageOf(
      rows,
      limit,
      (row) => [row.membershipId],
      (row) => row,
    );
    const items = await this.guard.withStandings(
      actor,
      page.items,
      (row) => (row.status === 'REQUESTED' ? membershipMatter(actor, team, row) : null),
      ({ membershipId, volunteerId, isLeader, isDeputy, status, message, requestedAt }) => ({
        ...{ membershipId, volunteerId, isLeader, isDeputy, status, message, requestedAt },
        volunteerNo: names.get(volunteerId)?.volunteerNo ?? '',
        name: names.get(volunteerId)?.name ?? null,
      }),
    );
    return { items, next: page.next };
  }

  /**
   * Who waits to be taken into a team that the reader leads or decides for, the longest first.
   *
   * @throws DIVISION_UNKNOWN, CURSOR_INVALID
   */
  async requests(actor: Actor, filter: MembershipRequestFilter): Promise<Page<MembershipRequestItem & Standing>> {
    const division = filter.divisionId === undefined ? null : await this.divisions.byId(filter.divisionId);
    const limit = limitOf(filter);
    const after = decodeCursor(filter, 2);
    const rows = await this.unitOfWork.read<RequestRow>(
      `select m.id as "membershipId", m.team_id as "teamId", t.name, m.volunteer_id as "volunteerId",
         m.message, m.requested_at as "requestedAt", m.requested_by as "requestedBy", d.path as "divisionPath",
         t.leader_volunteer_id as "leaderVolunteerId"
       from team_membership m join team t on t.id = m.team_id join division d on d.id = t.division_id
       where m.status = 'REQUESTED' and t.status = 'ACTIVE'
         and (t.leader_volunteer_id = $2 or exists (select 1 from unnest($1::text[]) scope where starts_with(d.path, scope)))
         and starts_with(d.path, $3) and ($4::uuid is null or m.team_id = $4)
         and ($5::timestamptz is null or (m.requested_at, m.id) > ($5::timestamptz, $6::uuid))
       order by m.requested_at, m.id limit $7`,
      [
        ...[decidingScopesOf(actor, 'team.decide'), actor.kind === 'USER' ? actor.volunteerId : null],
        ...[division?.path ?? '/', filter.teamId ?? null, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
      ],
    );
    const names = await this.volunteers.displayNames(rows.map((row) => row.volunteerId));
    const page = pageOf(
      rows,
      limit,
      (row) => [row.requestedAt.toISOString(), row.membershipId],
      (row) => row,
    );
    const items = await this.guard.withStandings(
      actor,
      page.items,
      (row) => membershipMatter(actor, row, row),
      ({ membershipId, teamId, volunteerId, message, requestedAt }) => ({
        ...{ membershipId, teamId, volunteerId, message, requestedAt },
        volunteerNo: names.get(volunteerId)?.volunteerNo ?? '',
        name: names.get(volunteerId)?.name ?? null,
      }),
    );
    return { items, next: page.next };
  }

  /** The teams of the person behind the account, newest first. @throws VOLUNTEER_ACCOUNT_REQUIRED */
  async own(actor: Actor): Promise<readonly OwnMembership[]> {
    return this.unitOfWork.read<OwnMembership>(
      `select m.id as "membershipId", t.id as "teamId", t.name as "teamName", m.status,
         m.requested_at as "requestedAt", m.decline_reason as "declineReason"
       from team_membership m join team t on t.id = m.team_id
       where m.volunteer_id = $1 order by m.requested_at desc, m.id desc limit 200`,
      [requireVolunteer(actor)],
    );
  }

  /**
   * The teams of one volunteer, newest request first, to staff of their place: only teams that they read, and without what
   * was answered to the person. @throws VOLUNTEER_UNKNOWN, SCOPE_FOREIGN
   */
  async ofVolunteer(actor: Actor, volunteerId: string, query: PageQuery): Promise<Page<OwnMembership>> {
    requireScope(actor, 'volunteer.read', (await this.volunteers.byId(volunteerId)).divisionPath);
    const limit = limitOf(query);
    const after = decodeCursor(query, 2);
    const rows = await this.unitOfWork.read<OwnMembership>(
      `select m.id as "membershipId", t.id as "teamId", t.name as "teamName", m.status, m.requested_at as "requestedAt",
         null as "declineReason"
       from team_membership m join team t on t.id = m.team_id join division d on d.id = t.division_id
       where m.volunteer_id = $1 and exists (select 1 from unnest($5::text[]) scope where starts_with(d.path, scope))
         and ($2::timestamptz is null or (m.requested_at, m.id) < ($2, $3::uuid))
       order by m.requested_at desc, m.id desc limit $4`,
      [volunteerId, after?.[0] ?? null, after?.[1] ?? null, limit + 1, scopesOf(actor, 'team.read')],
    );
    return pageOf(
      rows,
      limit,
      (row) => [row.requestedAt.toISOString(), row.membershipId],
      (row) => row,
    );
  }

  /** Staff see the teams of their scope; volunteers those of their own street, so that they can find one to join. */
  private async visiblePaths(actor: Actor): Promise<readonly string[]> {
    const scopes = [...scopesOf(actor, 'team.read')];
    if (actor.kind === 'USER' && actor.volunteerId !== null) {
      const volunteer = await this.volunteers.byId(actor.volunteerId);
      const above = await this.divisions.ancestorsOf(volunteer.divisionPath);
      scopes.push(above.find((division) => division.kind === 'STREET')?.path ?? volunteer.divisionPath);
    }
    return scopes;
  }
}
