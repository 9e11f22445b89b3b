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
  Public,
} from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { AddShifts } from '../application/add-shifts';
import { BrowseActivities } from '../application/browse-activities';
import { CreateActivity } from '../application/create-activity';
import { UpdateActivity } from '../application/update-activity';
import { ActivityDirectory } from '../persistence/activity-directory';
import { AddShiftsRequest, CreateActivityRequest, PublishedQuery, UpdateActivityRequest } from './activity.requests';
import { ActivityPageResponse, ActivityResponse } from './activity.responses';

@ApiTags('活动')
@Controller('activities')
export class ActivitiesController {
  constructor(
    private readonly create: CreateActivity,
    private readonly update: UpdateActivity,
    private readonly addShifts: AddShifts,
    private readonly browse: BrowseActivities,
    private readonly directory: ActivityDirectory,
  ) {}

  @Post()
  @Allow('activity.manage', { orTeamLeader: true })
  @ApiCommand()
  @ApiOperation({ summary: '新建活动(草稿)', operationId: 'createActivity' })
  @ApiCreatedResponse({ type: ActivityResponse })
  async createOne(@Command() context: CommandContext, @Body() body: CreateActivityRequest): Promise<ActivityResponse> {
    return this.create.execute(context, body);
  }

  @Get()
  @Public('居民不登录也能查看已发布的活动')
  @ApiOperation({ summary: '已发布的活动,按下一场开始时间', operationId: 'listActivities' })
  @ApiOkResponse({ type: ActivityPageResponse })
  async list(@Query() query: PublishedQuery): Promise<ActivityPageResponse> {
    return this.browse.published(query);
  }

  @Get(':activityId')
  @Public('居民不登录也能查看已发布的活动')
  @ApiOperation({ summary: '查看活动', operationId: 'getActivity' })
  @ApiOkResponse({ type: ActivityResponse })
  async get(@Param('activityId', IdPipe) activityId: string): Promise<ActivityResponse> {
    return this.directory.publicById(activityId);
  }

  @Patch(':activityId')
  @Allow('activity.manage', { orTeamLeader: true })
  @ApiIfMatch()
  @ApiOperation({ summary: '修改活动的文字说明', operationId: 'updateActivity' })
  @ApiOkResponse({ type: ActivityResponse })
  async change(
    @CurrentActor() actor: Actor,
    @ExpectedVersion() expectedVersion: number,
    @Param('activityId', IdPipe) id: string,
    @Body() body: UpdateActivityRequest,
  ): Promise<ActivityResponse> {
    return this.update.execute(actor, { ...body, id, expectedVersion });
  }

  @Post(':activityId/shifts')
  @Allow('activity.manage', { orTeamLeader: true })
  @ApiCommand()
  @ApiOperation({ summary: '增加场次', operationId: 'addShifts' })
  @ApiCreatedResponse({ type: ActivityResponse })
  async add(
    @Command() context: CommandContext,
    @Param('activityId', IdPipe) activityId: string,
    @Body() body: AddShiftsRequest,
  ): Promise<ActivityResponse> {
    return this.addShifts.execute(context, { ...body, activityId });
  }
}
