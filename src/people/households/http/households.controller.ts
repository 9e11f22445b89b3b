import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/data/database/commands';
import { Allow, ApiCommand, Command, CurrentActor } from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { DeclareHousehold, LeaveHousehold } from '../application/declare-household';
import { ShowHousehold } from '../application/show-household';
import { DeclareHouseholdRequest, HouseholdRefResponse, HouseholdResponse } from './household.requests';

@ApiTags('同户关系')
@Controller('volunteers/:volunteerId/household')
export class HouseholdsController {
  constructor(
    private readonly declareHousehold: DeclareHousehold,
    private readonly leaveHousehold: LeaveHousehold,
    private readonly showHousehold: ShowHousehold,
  ) {}

  @Get()
  @Allow('volunteer.read')
  @ApiOperation({ summary: '同户的志愿者', operationId: 'getHousehold' })
  @ApiOkResponse({ type: HouseholdResponse })
  async get(
    @CurrentActor() actor: Actor,
    @Param('volunteerId', IdPipe) volunteerId: string,
  ): Promise<HouseholdResponse> {
    return this.showHousehold.execute(actor, volunteerId);
  }

  @Post()
  @Allow('volunteer.review')
  @ApiCommand()
  @ApiOperation({ summary: '登记同户关系', operationId: 'declareHousehold' })
  @ApiCreatedResponse({ type: HouseholdRefResponse })
  async declare(
    @Command() context: CommandContext,
    @Param('volunteerId', IdPipe) volunteerId: string,
    @Body() body: DeclareHouseholdRequest,
  ): Promise<HouseholdRefResponse> {
    return this.declareHousehold.execute(context, { ...body, volunteerId });
  }

  @Post('leave')
  @Allow('volunteer.review')
  @ApiCommand()
  @ApiOperation({ summary: '移出同户关系', operationId: 'leaveHousehold' })
  @ApiCreatedResponse({ type: HouseholdRefResponse })
  async leave(
    @Command() context: CommandContext,
    @Param('volunteerId', IdPipe) volunteerId: string,
  ): Promise<HouseholdRefResponse> {
    return this.leaveHousehold.execute(context, { volunteerId });
  }
}
