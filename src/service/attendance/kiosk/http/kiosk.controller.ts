import { Body, Controller, Get, Headers, HttpCode, Post, Query, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiExcludeEndpoint,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../../../../platform/delivery/http/decorators';
import { renderPage } from '../../../../platform/delivery/http/html-page';
import { CodeQuery, DrawCode } from '../../scan';
import { Kiosk } from '../application/kiosk';
import { kioskPage } from './kiosk-page';
import {
  KioskBatchRequest,
  KioskBatchResponse,
  KioskBoardResponse,
  KioskPunchRequest,
  KioskReceiptResponse,
} from './kiosk.requests';

const HEADER = 'x-device-token';
const DEVICE_TOKEN = { name: HEADER, required: true, description: '现场设备的授权口令，开通设备时得到' };
const DEVICE = '凭现场设备的授权,不用登录';

/** What a tablet or screen on the spot may do. The device's token is the sign-in. */
@ApiTags('现场设备')
@Controller()
export class KioskController {
  constructor(
    private readonly kiosk: Kiosk,
    private readonly drawCode: DrawCode,
  ) {}

  @Get('kiosk')
  @Public('现场设备的页面;授权在链接的 # 之后,不会发给服务器')
  @ApiExcludeEndpoint()
  page(@Res({ passthrough: true }) reply: FastifyReply): string {
    return renderPage(reply, kioskPage);
  }

  @Get('kiosk/board')
  @Public(DEVICE)
  @ApiHeader(DEVICE_TOKEN)
  @ApiOperation({ summary: '现场设备:当前打卡码', operationId: 'showKioskBoard' })
  @ApiOkResponse({ type: KioskBoardResponse })
  async board(@Headers(HEADER) token: string | undefined, @Query() query: CodeQuery): Promise<KioskBoardResponse> {
    return this.drawCode.forDevice(token, query.direction);
  }

  @Post('kiosk/punches')
  @Public(DEVICE)
  @ApiHeader(DEVICE_TOKEN)
  @ApiOperation({ summary: '现场设备:签到或签退', operationId: 'punchAtKiosk', description: '打卡编号就是幂等键。' })
  @ApiCreatedResponse({ type: KioskReceiptResponse })
  async punch(
    @Headers(HEADER) token: string | undefined,
    @Body() body: KioskPunchRequest,
  ): Promise<KioskReceiptResponse> {
    return this.kiosk.punch(token, body);
  }

  @Post('kiosk/punch-batches')
  @Public(DEVICE)
  @HttpCode(200)
  @ApiHeader(DEVICE_TOKEN)
  @ApiOperation({
    summary: '现场设备:补传离线打卡',
    operationId: 'sendKioskBatch',
    description: '每行的打卡编号就是幂等键,逐行答复;重发不会重复记录。',
  })
  @ApiOkResponse({ type: KioskBatchResponse })
  async batch(
    @Headers(HEADER) token: string | undefined,
    @Body() body: KioskBatchRequest,
  ): Promise<KioskBatchResponse> {
    return { items: await this.kiosk.batch(token, body.deviceSentAt, body.lines) };
  }
}
