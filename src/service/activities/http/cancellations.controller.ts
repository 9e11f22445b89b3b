import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentActor } from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { ShowCancellation } from '../application/show-cancellation';
import { CancellationResponse } from './cancellation.responses';

const description =
  '取消以前：会取消哪些场次、有多少人报名、各以什么方式得知；取消以后：告诉了谁，还有谁须打电话或当面告知。';

/** What calling off comes to, for whoever may do it. */
@ApiTags('活动')
@Controller()
export class CancellationsController {
  constructor(private readonly showing: ShowCancellation) {}

  @Get('activities/:activityId/cancellation')
  @Allow('activity.manage', { orTeamLeader: true })
  @ApiOperation({ summary: '取消活动会影响谁', operationId: 'showActivityCancellation', description })
  @ApiOkResponse({ type: CancellationResponse })
  async ofActivity(
    @CurrentActor() actor: Actor,
    @Param('activityId', IdPipe) activityId: string,
  ): Promise<CancellationResponse> {
    return this.showing.ofActivity(actor, activityId);
  }

  @Get('shifts/:shiftId/cancellation')
  @Allow('activity.manage', { orTeamLeader: true })
  @ApiOperation({ summary: '取消场次会影响谁', operationId: 'showShiftCancellation', description })
  @ApiOkResponse({ type: CancellationResponse })
  async ofShift(
    @CurrentActor() actor: Actor,
    @Param('shiftId', IdPipe) shiftId: string,
  ): Promise<CancellationResponse> {
    return this.showing.ofShift(actor, shiftId);
  }
}
