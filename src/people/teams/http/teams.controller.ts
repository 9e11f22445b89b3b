import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/data/database/commands';
import {
  Allow,
  ApiCommand,
  ApiIfMatch,
  Command,
  CurrentActor,
  ExpectedVersion,
} from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { CreateTeam } from '../application/create-team';
import { DissolveTeam } from '../application/dissolve-team';
import { UpdateTeam } from '../application/update-team';
import { TeamQueries } from '../persistence/team-queries';
import {
  CreateTeamRequest,
  DissolveTeamRequest,
  MemberPageResponse,
  MembersQuery,
  TeamPageResponse,
  TeamRefResponse,
  TeamResponse,
  TeamsQuery,
  UpdateTeamRequest,
} from './team.requests';

@ApiTags('服务队')
@Controller('teams')
export class TeamsController {
  constructor(
    private readonly create: CreateTeam,
    private readonly update: UpdateTeam,
    private readonly dissolve: DissolveTeam,
    private readonly queries: TeamQueries,
  ) {}

  @Post()
  @Allow('team.manage')
  @ApiCommand()
  @ApiOperation({ summary: '新建服务队', operationId: 'createTeam' })
  @ApiCreatedResponse({ type: TeamRefResponse })
  async createOne(@Command() context: CommandContext, @Body() body: CreateTeamRequest): Promise<TeamRefResponse> {
    return this.create.execute(context, body);
  }

  @Get()
  @Allow('team.read')
  @ApiOperation({ summary: '服务队名单', operationId: 'listTeams' })
  @ApiOkResponse({ type: TeamPageResponse })
  async list(@CurrentActor() actor: Actor, @Query() query: TeamsQuery): Promise<TeamPageResponse> {
    return this.queries.page(actor, query);
  }

  @Get(':teamId')
  @Allow('team.read')
  @ApiOperation({ summary: '查看服务队', operationId: 'getTeam' })
  @ApiOkResponse({ type: TeamResponse })
  async get(@CurrentActor() actor: Actor, @Param('teamId', IdPipe) teamId: string): Promise<TeamResponse> {
    return this.queries.get(actor, teamId);
  }

  @Patch(':teamId')
  @Allow('team.manage')
  @ApiIfMatch()
  @ApiOperation({ summary: '修改服务队', operationId: 'updateTeam' })
  @ApiOkResponse({ type: TeamRefResponse })
  async change(
    @CurrentActor() actor: Actor,
    @ExpectedVersion() expectedVersion: number,
    @Param('teamId', IdPipe) teamId: string,
    @Body() body: UpdateTeamRequest,
  ): Promise<TeamRefResponse> {
    return this.update.execute(actor, { ...body, teamId, expectedVersion });
  }

  @Post(':teamId/dissolution')
  @Allow('team.manage')
  @ApiCommand(200)
  @ApiIfMatch()
  @ApiOperation({ summary: '解散服务队', operationId: 'dissolveTeam' })
  @ApiOkResponse({ type: TeamRefResponse })
  async dissolveOne(
    @Command() context: CommandContext,
    @ExpectedVersion() expectedVersion: number,
    @Param('teamId', IdPipe) teamId: string,
    @Body() body: DissolveTeamRequest,
  ): Promise<TeamRefResponse> {
    return this.dissolve.execute(context, { ...body, teamId, expectedVersion });
  }

  @Get(':teamId/members')
  @Allow('team.read', { orTeamLeader: true })
  @ApiOperation({ summary: '队员与入队申请', operationId: 'listTeamMembers' })
  @ApiOkResponse({ type: MemberPageResponse })
  async members(
    @CurrentActor() actor: Actor,
    @Param('teamId', IdPipe) teamId: string,
    @Query() query: MembersQuery,
  ): Promise<MemberPageResponse> {
    return this.queries.members(actor, teamId, query);
  }
}
