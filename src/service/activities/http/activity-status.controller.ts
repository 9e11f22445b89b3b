import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/data/database/commands';
import { Allow, ApiCommand, Command } from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import { CancelActivity } from '../application/cancel-activity';
import { CloseActivity } from '../application/close-activity';
import { PublishActivity } from '../application/publish-activity';
import { CancelRequest } from './activity.requests';
import { ActivityResponse } from './activity.responses';

@ApiTags('活动')
@Controller('activities/:activityId')
export class ActivityStatusController {
  constructor(
    private readonly publish: PublishActivity,
    private readonly cancel: CancelActivity,
    private readonly close: CloseActivity,
  ) {}

  @Post('publish')
  @Allow('activity.manage', { orTeamLeader: true })
  @ApiCommand(200)
  @ApiOperation({ summary: '发布活动', operationId: 'publishActivity' })
  @ApiOkResponse({ type: ActivityResponse })
  async publishOne(
    @Command() context: CommandContext,
    @Param('activityId', IdPipe) activityId: string,
  ): Promise<ActivityResponse> {
    return this.publish.execute(context, { activityId });
  }

  @Post('cancel')
  @Allow('activity.manage', { orTeamLeader: true })
  @ApiCommand(200)
  @ApiOperation({ summary: '取消活动,报名随之取消', operationId: 'cancelActivity' })
  @ApiOkResponse({ type: ActivityResponse })
  async cancelOne(
    @Command() context: CommandContext,
    @Param('activityId', IdPipe) activityId: string,
    @Body() body: CancelRequest,
  ): Promise<ActivityResponse> {
    return this.cancel.execute(context, { activityId, reason: body.reason });
  }

  @Post('close')
  @Allow('activity.manage', { orTeamLeader: true })
  @ApiCommand(200)
  @ApiOperation({ summary: '结束活动', operationId: 'closeActivity' })
  @ApiOkResponse({ type: ActivityResponse })
  async closeOne(
    @Command() context: CommandContext,
    @Param('activityId', IdPipe) activityId: string,
  ): Promise<ActivityResponse> {
    return this.close.execute(context, { activityId });
  }
}
