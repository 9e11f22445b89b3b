import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/data/database/commands';
import { AuditedRead } from '../../../platform/data/audit/audited-read';
import { Allow, ApiCommand, Command, CurrentActor } from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import { PageQuery } from '../../../platform/delivery/http/paging';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { DecideMembership } from '../application/decide-membership';
import { JoinTeam } from '../application/join-team';
import { LeaveTeam } from '../application/leave-team';
import { TeamQueries } from '../persistence/team-queries';
import {
  DecideMembershipRequest,
  JoinTeamRequest,
  LeaveTeamRequest,
  MembershipPageResponse,
  MembershipRequestPageResponse,
  MembershipRequestsQuery,
  MembershipResponse,
  OwnTeamsResponse,
} from './team.requests';

@ApiTags('入队退队')
@Controller()
export class MembershipsController {
  constructor(
    private readonly join: JoinTeam,
    private readonly leave: LeaveTeam,
    private readonly decide: DecideMembership,
    private readonly queries: TeamQueries,
  ) {}

  @Post('teams/:teamId/membership-requests')
  @Allow('team.manage', { orTeamLeader: true })
  @ApiCommand()
  @ApiOperation({ summary: '申请入队', operationId: 'joinTeam' })
  @ApiCreatedResponse({ type: MembershipResponse })
  async ask(
    @Command() context: CommandContext,
    @Param('teamId', IdPipe) teamId: string,
    @Body() body: JoinTeamRequest,
  ): Promise<MembershipResponse> {
    return this.join.execute(context, { ...body, teamId });
  }

  @Post('teams/:teamId/departures')
  @Allow('team.decide', { orTeamLeader: true })
  @ApiCommand(200)
  @ApiOperation({ summary: '退队', operationId: 'leaveTeam' })
  @ApiOkResponse({ type: MembershipResponse })
  async depart(
    @Command() context: CommandContext,
    @Param('teamId', IdPipe) teamId: string,
    @Body() body: LeaveTeamRequest,
  ): Promise<MembershipResponse> {
    return this.leave.execute(context, { ...body, teamId });
  }

  @Post('team-memberships/:membershipId/decision')
  @Allow('team.decide', { orTeamLeader: true })
  @ApiCommand(200)
  @ApiOperation({ summary: '审批入队', operationId: 'decideMembership' })
  @ApiOkResponse({ type: MembershipResponse })
  async decideOne(
    @Command() context: CommandContext,
    @Param('membershipId', IdPipe) membershipId: string,
    @Body() body: DecideMembershipRequest,
  ): Promise<MembershipResponse> {
    return this.decide.execute(context, { ...body, membershipId });
  }

  @Get('membership-requests')
  @Allow('team.decide', { orTeamLeader: true })
  @ApiOperation({
    summary: '等待审批的入队申请',
    operationId: 'listMembershipRequests',
    description: '工作人员看辖下各队的，队长看自己带的队的。',
  })
  @ApiOkResponse({ type: MembershipRequestPageResponse })
  async waiting(
    @CurrentActor() actor: Actor,
    @Query() query: MembershipRequestsQuery,
  ): Promise<MembershipRequestPageResponse> {
    return this.queries.requests(actor, query);
  }

  @Get('volunteers/:volunteerId/memberships')
  @Allow('volunteer.read')
  @AuditedRead('teams.show-memberships')
  @ApiOperation({
    summary: '一名志愿者的服务队，新的在前',
    operationId: 'listVolunteerMemberships',
    description: '只列您有权查看的服务队，不含不同意的原因；每看一次，记入本人可查的“信息查看记录”。',
  })
  @ApiOkResponse({ type: MembershipPageResponse })
  async ofVolunteer(
    @CurrentActor() actor: Actor,
    @Param('volunteerId', IdPipe) volunteerId: string,
    @Query() query: PageQuery,
  ): Promise<MembershipPageResponse> {
    return this.queries.ofVolunteer(actor, volunteerId, query);
  }

  @Get('me/teams')
  @Allow('self.team')
  @ApiOperation({ summary: '本人的服务队', operationId: 'listOwnTeams' })
  @ApiOkResponse({ type: OwnTeamsResponse })
  async own(@CurrentActor() actor: Actor): Promise<OwnTeamsResponse> {
    return { items: await this.queries.own(actor) };
  }
}
