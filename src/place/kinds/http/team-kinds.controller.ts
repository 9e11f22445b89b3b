import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/data/database/commands';
import { Allow, ApiCommand, Command, Public } from '../../../platform/delivery/http/decorators';
import { BrowseKinds } from '../application/browse-kinds';
import { KeepTeamKinds } from '../application/keep-team-kinds';
import {
  AddTeamKindRequest,
  ChangeTeamKindRequest,
  KindsQuery,
  TeamKindListResponse,
  TeamKindResponse,
} from './kind.requests';

@ApiTags('服务队类别')
@Controller('teams/kinds')
export class TeamKindsController {
  constructor(
    private readonly browse: BrowseKinds,
    private readonly keep: KeepTeamKinds,
  ) {}

  @Get()
  @Public('类别名称是公开的')
  @ApiOperation({ summary: '服务队类别', operationId: 'listTeamKinds' })
  @ApiOkResponse({ type: TeamKindListResponse })
  async list(@Query() query: KindsQuery): Promise<TeamKindListResponse> {
    return { items: await this.browse.teamKinds(query) };
  }

  @Post()
  @Allow('policy.manage')
  @ApiCommand()
  @ApiOperation({ summary: '新增服务队类别，当天起可用', operationId: 'addTeamKind' })
  @ApiCreatedResponse({ type: TeamKindResponse })
  async addOne(@Command() context: CommandContext, @Body() body: AddTeamKindRequest): Promise<TeamKindResponse> {
    return this.keep.add(context, body);
  }

  @Post(':kindCode/changes')
  @Allow('policy.manage')
  @ApiCommand()
  @ApiOperation({ summary: '变更服务队类别：更名、次序、停用、重新启用', operationId: 'changeTeamKind' })
  @ApiCreatedResponse({ type: TeamKindResponse })
  async changeOne(
    @Command() context: CommandContext,
    @Param('kindCode') code: string,
    @Body() body: ChangeTeamKindRequest,
  ): Promise<TeamKindResponse> {
    return this.keep.change(context, { ...body, code });
  }
}
