import { Controller, Get, Headers, Param, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow, CurrentActor } from '../../../../platform/delivery/http/decorators';
import { streamEvents } from '../../../../platform/delivery/http/event-stream';
import { IdPipe } from '../../../../platform/delivery/http/id.pipe';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { WatchAttendance } from '../application/watch-attendance';

/** The board of a shift as a stream of server-sent events. */
@ApiTags('签到签退')
@Controller()
export class LiveBoardController {
  constructor(private readonly watchAttendance: WatchAttendance) {}

  @Get('shifts/:shiftId/attendance/live')
  @Allow('attendance.run', { orTeamLeader: true })
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: '断线重连时带上最后一条的 id' })
  @ApiOperation({
    summary: '实时到场名单',
    operationId: 'watchAttendance',
    description:
      'board 全部名单,change 变化的部分(changed 更新、gone 移除),heartbeat 每 15 秒一次。每次推送前都核对权限，登录失效、权限收回的不再收到名单（别的进程至多 5 秒）。',
  })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ schema: { type: 'string' } })
  async watch(
    @CurrentActor() actor: Actor,
    @Param('shiftId', IdPipe) shiftId: string,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    streamEvents(reply, await this.watchAttendance.execute(actor, shiftId, lastEventId ?? null));
  }
}
