import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../../platform/data/database/commands';
import { Allow, ApiCommand, Command, CurrentActor } from '../../../../platform/delivery/http/decorators';
import { IntField } from '../../../../platform/delivery/http/fields';
import { IdPipe } from '../../../../platform/delivery/http/id.pipe';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { SetGeofence } from '../application/set-geofence';
import { ShowGeofence } from '../application/show-geofence';

export class GeofenceRequest {
  @IntField({ label: '半径(米)', min: 50, max: 5_000, nullable: true, example: 300, description: '填 null 关闭' })
  radiusMeters!: number | null;
}

export class GeofenceResponse {
  @ApiProperty({ format: 'uuid', description: '活动' })
  activityId!: string;

  @ApiProperty({ type: 'integer', nullable: true, description: '半径(米),未开启为空' })
  radiusMeters!: number | null;
}

/** The fence around the place of an activity: evidence only. */
@ApiTags('活动')
@Controller('activities/:activityId/geofence')
export class GeofenceController {
  constructor(
    private readonly setGeofence: SetGeofence,
    private readonly showGeofence: ShowGeofence,
  ) {}

  @Get()
  @Allow('activity.manage', { orTeamLeader: true })
  @ApiOperation({ summary: '查看位置佐证', operationId: 'showGeofence', description: '没有开启的，半径为空。' })
  @ApiOkResponse({ type: GeofenceResponse })
  async show(@CurrentActor() actor: Actor, @Param('activityId', IdPipe) activityId: string): Promise<GeofenceResponse> {
    return this.showGeofence.execute(actor, activityId);
  }

  @Post()
  @Allow('activity.manage')
  @ApiCommand()
  @ApiOperation({
    summary: '设置位置佐证',
    operationId: 'setGeofence',
    description: '只作佐证,不影响打卡;须本人同意提供位置。原始坐标 30 天后删除。',
  })
  @ApiCreatedResponse({ type: GeofenceResponse })
  async set(
    @Command() context: CommandContext,
    @Param('activityId', IdPipe) activityId: string,
    @Body() body: GeofenceRequest,
  ): Promise<GeofenceResponse> {
    return this.setGeofence.execute(context, { radiusMeters: body.radiusMeters ?? null, activityId });
  }
}
