import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentActor } from '../../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../../platform/delivery/http/id.pipe';
import { LimitedBy } from '../../../../platform/delivery/http/limits';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { RunOfflineRollCall } from '../application/run-offline-roll-call';
import { TakeOwnPunches } from '../application/take-own-punches';
import { OfflineBatchRequest, OfflineBatchResponse, OwnBatchRequest } from './offline.requests';

/** The punch id of each line is its idempotency key, for ever. */
@ApiTags('签到签退')
@Controller()
export class OfflinePunchesController {
  constructor(
    private readonly offlineRollCall: RunOfflineRollCall,
    private readonly ownPunches: TakeOwnPunches,
  ) {}

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

  @Post('me/punch-batches')
  @Allow('self.punch')
  @LimitedBy('ownPunches')
  @HttpCode(200)
  @ApiOperation({
    summary: '本人离线打卡补传',
    operationId: 'sendOwnPunches',
    description:
      '手机没有网络时存下的本人签到、签退，可以分属几场。每行的打卡编号就是幂等键，逐行答复；重发不会重复记录，与现场打卡（同一编号、同一时间、同一打卡码）也是同一次。打卡码按发生的时间核对，不对的不记录，并计入输错次数。打卡码换下后 5 分钟之内（出勤规则 ownLineMinutes）收到的算打卡，更晚的保存为待复核，由队外工作人员决定；前后 2 分钟之内的同一次签到或签退只保存一次，一场最多 4 次同时待复核。',
  })
  @ApiOkResponse({ type: OfflineBatchResponse })
  async sendOwn(@CurrentActor() actor: Actor, @Body() body: OwnBatchRequest): Promise<OfflineBatchResponse> {
    return { items: await this.ownPunches.execute(actor, body) };
  }
}
