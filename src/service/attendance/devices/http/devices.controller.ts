import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../../platform/data/database/commands';
import { Allow, ApiCommand, Command, CurrentActor } from '../../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../../platform/delivery/http/id.pipe';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { ShiftDevices } from '../application/shift-devices';
import { DeviceListResponse, DeviceResponse, IssuedDeviceResponse, IssueDeviceRequest } from './device.requests';

/** Tablets and screens on the spot. */
@ApiTags('签到签退')
@Controller()
export class DevicesController {
  constructor(private readonly devices: ShiftDevices) {}

  @Post('shifts/:shiftId/devices')
  @Allow('attendance.run', { orTeamLeader: true })
  @ApiCommand()
  @ApiOperation({ summary: '授权现场设备', operationId: 'issueShiftDevice' })
  @ApiCreatedResponse({ type: IssuedDeviceResponse })
  async issue(
    @Command() context: CommandContext,
    @Param('shiftId', IdPipe) shiftId: string,
    @Body() body: IssueDeviceRequest,
  ): Promise<IssuedDeviceResponse> {
    return this.devices.issue(context, { ...body, shiftId });
  }

  @Get('shifts/:shiftId/devices')
  @Allow('attendance.run', { orTeamLeader: true })
  @ApiOperation({ summary: '现场设备列表', operationId: 'listShiftDevices' })
  @ApiOkResponse({ type: DeviceListResponse })
  async list(@CurrentActor() actor: Actor, @Param('shiftId', IdPipe) shiftId: string): Promise<DeviceListResponse> {
    return { items: await this.devices.list(actor, shiftId) };
  }

  @Post('shift-devices/:deviceId/revocations')
  @Allow('attendance.run', { orTeamLeader: true })
  @ApiCommand()
  @ApiOperation({ summary: '收回现场设备的授权', operationId: 'revokeShiftDevice' })
  @ApiCreatedResponse({ type: DeviceResponse })
  async revoke(
    @Command() context: CommandContext,
    @Param('deviceId', IdPipe) deviceId: string,
  ): Promise<DeviceResponse> {
    return this.devices.revoke(context, deviceId);
  }
}
