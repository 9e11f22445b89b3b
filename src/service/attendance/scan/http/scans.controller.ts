import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiExcludeEndpoint,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import { isUUID } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { DomainError } from '../../../../kernel/domain-error';
import { Runtime } from '../../../../platform/foundation/config/runtime';
import { Allow, CurrentActor, Public } from '../../../../platform/delivery/http/decorators';
import { renderPage } from '../../../../platform/delivery/http/html-page';
import { IdPipe } from '../../../../platform/delivery/http/id.pipe';
import { statusOfKind } from '../../../../platform/delivery/http/problem';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { DrawCode } from '../application/draw-code';
import { PunchByScan } from '../application/punch-by-scan';
import { ScanTickets } from '../application/scan-tickets';
import { attendanceErrors } from '../../errors';
import { CodeQuery } from './code.requests';
import { PunchReceiptResponse } from '../../punching';
import { scanPage, scanRefusedPage } from './scan-page';
import { ScanRequest } from './scan.requests';

/** The rotating QR code: drawn for the leader's screen, opened by any scanner, traded for a punch. */
@ApiTags('签到签退')
@Controller()
export class ScansController {
  constructor(
    private readonly tickets: ScanTickets,
    private readonly punchByScan: PunchByScan,
    private readonly drawCode: DrawCode,
    private readonly runtime: Runtime,
  ) {}

  @Get('p/:shiftId/:direction/:token')
  @Public('扫码打开的打卡页,打卡本身须登录')
  @ApiExcludeEndpoint()
  async open(
    @Param('shiftId') shiftId: string,
    @Param('direction') direction: string,
    @Param('token') token: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    try {
      if (!isUUID(shiftId) || (direction !== 'IN' && direction !== 'OUT')) {
        throw attendanceErrors.refuse('SCAN_LINK_STALE');
      }
      const scan = await this.tickets.open(shiftId.toLowerCase(), direction, token);
      return renderPage(reply, scanPage(scan, direction, this.runtime.config.access.sms !== null));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      void reply.status(statusOfKind[error.kind]);
      return renderPage(reply, scanRefusedPage(error.sentence));
    }
  }

  @Post('me/scans')
  @Allow('self.punch')
  @ApiOperation({
    summary: '扫码签到或签退',
    operationId: 'punchByScan',
    description: '扫码凭据就是幂等键:同一个码同一个人重发得到第一次的结果,不会重复记录。',
  })
  @ApiCreatedResponse({ type: PunchReceiptResponse })
  async punch(@CurrentActor() actor: Actor, @Body() body: ScanRequest): Promise<PunchReceiptResponse> {
    return this.punchByScan.execute(actor, body);
  }

  @Get('shifts/:shiftId/code.svg')
  @Allow('attendance.run', { orTeamLeader: true })
  @ApiOperation({
    summary: '当前打卡二维码',
    operationId: 'drawCode',
    description: 'SVG 图;Refresh 头说明几秒后换新,届时再取一次。',
  })
  @ApiProduces('image/svg+xml')
  @ApiOkResponse({ schema: { type: 'string' } })
  async svg(
    @CurrentActor() actor: Actor,
    @Param('shiftId', IdPipe) shiftId: string,
    @Query() query: CodeQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { svg, secondsLeft } = await this.drawCode.forActor(actor, shiftId, query.direction);
    void reply.header('Refresh', String(secondsLeft)).header('Cache-Control', 'no-store').type('image/svg+xml');
    return svg;
  }
}
