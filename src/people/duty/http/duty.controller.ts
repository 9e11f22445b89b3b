import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/data/database/commands';
import { Allow, ApiCommand, Command, CurrentActor } from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { SetDuty } from '../application/set-duty';
import {
  DutyExceptionRefResponse,
  DutyPatternRefResponse,
  DutyResponse,
  SetDutyExceptionRequest,
  SetDutyPatternRequest,
} from './duty.requests';

/** Duty calendars of paid staff: minutes inside them are work. */
@ApiTags('值班表')
@Controller('volunteers/:volunteerId/duty')
export class DutyController {
  constructor(private readonly duty: SetDuty) {}

  @Get()
  @Allow('volunteer.read')
  @ApiOperation({ summary: '查看值班表', operationId: 'getDuty' })
  @ApiOkResponse({ type: DutyResponse })
  async get(@CurrentActor() actor: Actor, @Param('volunteerId', IdPipe) volunteerId: string): Promise<DutyResponse> {
    return this.duty.show(actor, volunteerId);
  }

  @Post('patterns')
  @Allow('appointment.manage')
  @ApiCommand()
  @ApiOperation({ summary: '设定每周值班', operationId: 'setDutyPattern' })
  @ApiCreatedResponse({ type: DutyPatternRefResponse })
  async pattern(
    @Command() context: CommandContext,
    @Param('volunteerId', IdPipe) volunteerId: string,
    @Body() body: SetDutyPatternRequest,
  ): Promise<DutyPatternRefResponse> {
    return this.duty.pattern(context, { ...body, volunteerId });
  }

  @Post('exceptions')
  @Allow('appointment.manage')
  @ApiCommand()
  @ApiOperation({ summary: '设定某天值班或休假', operationId: 'setDutyException' })
  @ApiCreatedResponse({ type: DutyExceptionRefResponse })
  async exception(
    @Command() context: CommandContext,
    @Param('volunteerId', IdPipe) volunteerId: string,
    @Body() body: SetDutyExceptionRequest,
  ): Promise<DutyExceptionRefResponse> {
    return this.duty.exception(context, { ...body, volunteerId });
  }
}
