import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentActor } from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { BrowseActivities } from '../application/browse-activities';
import { ManagedQuery } from './activity.requests';
import { ActivityPageResponse, ActivityResponse } from './activity.responses';

/** What leaders and staff see of the activities they answer for: drafts, too. */
@ApiTags('活动')
@Controller('managed-activities')
export class ManagedActivitiesController {
  constructor(private readonly browse: BrowseActivities) {}

  @Get()
  @Allow('activity.manage', { orTeamLeader: true })
  @ApiOperation({ summary: '本人负责的活动,含草稿', operationId: 'listManagedActivities' })
  @ApiOkResponse({ type: ActivityPageResponse })
  async listManaged(@CurrentActor() actor: Actor, @Query() query: ManagedQuery): Promise<ActivityPageResponse> {
    return this.browse.managed(actor, query);
  }

  @Get(':activityId')
  @Allow('activity.manage', { orTeamLeader: true })
  @ApiOperation({ summary: '查看本人负责的活动,含草稿', operationId: 'getManagedActivity' })
  @ApiOkResponse({ type: ActivityResponse })
  async getManaged(
    @CurrentActor() actor: Actor,
    @Param('activityId', IdPipe) activityId: string,
  ): Promise<ActivityResponse> {
    return this.browse.managedOne(actor, activityId);
  }
}
