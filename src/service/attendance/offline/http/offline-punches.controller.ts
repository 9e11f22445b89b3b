import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentActor } from '../../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../../platform/delivery/http/id.pipe';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { RunOfflineRollCall } from '../application/run-offline-roll-call';
import { OfflineBatchRequest, OfflineBatchResponse } from './offline.requests';

/** The punch id of each line is its idempotency key, for ever. */
@ApiTags('签到签退')
@Controller()
export class OfflinePunchesController {
  constructor(private readonly offlineRollCall: RunOfflineRollCall) {}

  @Post('shifts/:shiftId/punch-batches')
  @Allow('attendance.run', { orTeamLeader: true })
  @HttpCode(200)
  @ApiOperation({
    summary: '离线点名补传',
    operationId: 'sendOfflineRollCall',
    description: '每行的打卡编号就是幂等键,逐行答复;重发不会重复记录。时钟相差 5 分钟以内自动校正,超过的转人工复核。',
  })
  @ApiOkResponse({ type: OfflineBatchResponse })
  async send(
    @CurrentActor() actor: Actor,
    @Param('shiftId', IdPipe) shiftId: string,
    @Body() body: OfflineBatchRequest,
  ): Promise<OfflineBatchResponse> {
    return { items: await this.offlineRollCall.execute(actor, { ...body, shiftId }) };
  }
}
