import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentActor } from '../../../platform/delivery/http/decorators';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { ShowToday } from '../application/show-today';
import { TodayResponse } from './today.responses';

@ApiTags('我的服务记录')
@Controller('me/today')
export class TodayController {
  constructor(private readonly today: ShowToday) {}

  @Get()
  @Allow('self.record')
  @ApiOperation({
    summary: '今天：本人的场次、签到状态和等本人处理的',
    operationId: 'showToday',
    description: '「现在签退算多少」按计算时长的同一套规则试算，不写入任何内容。',
  })
  @ApiOkResponse({ type: TodayResponse })
  async show(@CurrentActor() actor: Actor): Promise<TodayResponse> {
    return this.today.execute(actor);
  }
}
