import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentActor } from '../../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../../platform/delivery/http/id.pipe';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { AddWalkIn } from '../application/add-walk-in';
import { RunRollCall } from '../application/run-roll-call';
import { ShowCallList } from '../application/show-call-list';
import { ShowRoster } from '../application/show-roster';
import { StaffPunch } from '../application/staff-punch';
import { OWN_KEY, PunchReceiptResponse } from '../../punching';
import {
  AttendanceRosterResponse,
  CallListResponse,
  RestIsHereRequest,
  RollCallRequest,
  RollCallResponse,
  WalkInRequest,
  WalkInResponse,
  StaffPunchRequest,
} from './roll-call.requests';

/** Who is here, as somebody else says. The punch id in the body is the idempotency key, for ever. */
@ApiTags('签到签退')
@Controller()
export class RollCallsController {
  constructor(
    private readonly addWalkIn: AddWalkIn,
    private readonly rollCall: RunRollCall,
    private readonly staffPunch: StaffPunch,
    private readonly showRoster: ShowRoster,
    private readonly showCallList: ShowCallList,
  ) {}

  @Post('shifts/:shiftId/roll-calls')
  @Allow('attendance.run', { orTeamLeader: true })
  @ApiOperation({ summary: '点名', operationId: 'runRollCall', description: OWN_KEY })
  @ApiCreatedResponse({ type: RollCallResponse })
  async callRoll(
    @CurrentActor() actor: Actor,
    @Param('shiftId', IdPipe) shiftId: string,
    @Body() body: RollCallRequest,
  ): Promise<RollCallResponse> {
    return { items: await this.rollCall.execute(actor, shiftId, body.lines) };
  }

  @Post('shifts/:shiftId/roll-calls/rest')
  @Allow('attendance.run', { orTeamLeader: true })
  @ApiOperation({
    summary: '其余全部到场',
    operationId: 'callRest',
    description: '没有逐个核对，因此每一位的记录都转队外复核，并通知本人。callId 就是幂等键，重发不会重复记录。',
  })
  @ApiCreatedResponse({ type: RollCallResponse })
  async callRest(
    @CurrentActor() actor: Actor,
    @Param('shiftId', IdPipe) shiftId: string,
    @Body() body: RestIsHereRequest,
  ): Promise<RollCallResponse> {
    return { items: await this.rollCall.callRest(actor, { ...body, shiftId }) };
  }

  @Post('shifts/:shiftId/walk-ins')
  @Allow('attendance.run', { orTeamLeader: true })
  @ApiOperation({
    summary: '走访补人：登记没有报名、已经到场的人',
    operationId: 'addWalkIn',
    description:
      '按本人说的姓名和手机号后四位找本街道在册的志愿者，记为签到，并通知本人，本人可以否认。没有这个人、不止一个人、不在册的，答复相同；没有登记上的次数有限。punchId 就是幂等键，重发不会重复记录。',
  })
  @ApiCreatedResponse({ type: WalkInResponse })
  async walkIn(
    @CurrentActor() actor: Actor,
    @Param('shiftId', IdPipe) shiftId: string,
    @Body() body: WalkInRequest,
  ): Promise<WalkInResponse> {
    return this.addWalkIn.execute(actor, { ...body, shiftId });
  }

  @Post('shifts/:shiftId/punches')
  @Allow('attendance.staff')
  @ApiOperation({ summary: '工作人员代打卡', operationId: 'staffPunch', description: OWN_KEY })
  @ApiCreatedResponse({ type: PunchReceiptResponse })
  async punchFor(
    @CurrentActor() actor: Actor,
    @Param('shiftId', IdPipe) shiftId: string,
    @Body() body: StaffPunchRequest,
  ): Promise<PunchReceiptResponse> {
    return this.staffPunch.execute(actor, { ...body, shiftId });
  }

  @Get('shifts/:shiftId/attendance')
  @Allow('attendance.run', { orTeamLeader: true })
  @ApiOperation({ summary: '到场名单', operationId: 'showAttendance' })
  @ApiOkResponse({ type: AttendanceRosterResponse })
  async roster(
    @CurrentActor() actor: Actor,
    @Param('shiftId', IdPipe) shiftId: string,
  ): Promise<AttendanceRosterResponse> {
    return this.showRoster.execute(actor, shiftId);
  }

  @Get('shifts/:shiftId/call-list')
  @Allow('attendance.run', { orTeamLeader: true })
  @ApiOperation({
    summary: '告知名单',
    operationId: 'showCallList',
    description: '由他人点名或代为登记、本人没有留下痕迹、手机上又收不到通知的人：打印出来当面告知。',
  })
  @ApiOkResponse({ type: CallListResponse })
  async callList(@CurrentActor() actor: Actor, @Param('shiftId', IdPipe) shiftId: string): Promise<CallListResponse> {
    return this.showCallList.execute(actor, shiftId);
  }
}
