import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/data/database/commands';
import { Allow, ApiCommand, Command, CurrentActor } from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { CancelShift } from '../application/cancel-shift';
import { CloseShift } from '../application/close-shift';
import { ExtendShift } from '../application/extend-shift';
import { ReadRoster } from '../application/read-roster';
import { CancelRequest, ExtendShiftRequest } from './activity.requests';
import { ShiftResponse } from './activity.responses';
import { RosterResponse } from './signup.responses';

@ApiTags('场次')
@Controller('shifts/:shiftId')
export class ShiftsController {
  constructor(
    private readonly cancel: CancelShift,
    private readonly extend: ExtendShift,
    private readonly close: CloseShift,
    private readonly roster: ReadRoster,
  ) {}

  @Post('cancel')
  @Allow('activity.manage', { orTeamLeader: true })
  @ApiCommand(200)
  @ApiOperation({ summary: '取消场次,报名随之取消', operationId: 'cancelShift' })
  @ApiOkResponse({ type: ShiftResponse })
  async cancelOne(
    @Command() context: CommandContext,
    @Param('shiftId', IdPipe) shiftId: string,
    @Body() body: CancelRequest,
  ): Promise<ShiftResponse> {
    return this.cancel.execute(context, { shiftId, reason: body.reason });
  }

  @Post('extend')
  @Allow('attendance.run', { orTeamLeader: true })
  @ApiCommand(200)
  @ApiOperation({ summary: '延长场次', operationId: 'extendShift' })
  @ApiOkResponse({ type: ShiftResponse })
  async extendOne(
    @Command() context: CommandContext,
    @Param('shiftId', IdPipe) shiftId: string,
    @Body() body: ExtendShiftRequest,
  ): Promise<ShiftResponse> {
    return this.extend.execute(context, { shiftId, extendedTo: body.extendedTo });
  }

  @Post('close')
  @Allow('attendance.run', { orTeamLeader: true })
  @ApiCommand(200)
  @ApiOperation({ summary: '结束场次,随后自动计算时长', operationId: 'closeShift' })
  @ApiOkResponse({ type: ShiftResponse })
  async closeOne(
    @Command() context: CommandContext,
    @Param('shiftId', IdPipe) shiftId: string,
  ): Promise<ShiftResponse> {
    return this.close.execute(context, { shiftId });
  }

  @Get('roster')
  @Allow('attendance.run', { orTeamLeader: true })
  @ApiOperation({ summary: '场次名单', operationId: 'getShiftRoster' })
  @ApiOkResponse({ type: RosterResponse })
  async getRoster(@CurrentActor() actor: Actor, @Param('shiftId', IdPipe) shiftId: string): Promise<RosterResponse> {
    return { items: await this.roster.execute(actor, shiftId) };
  }
}
