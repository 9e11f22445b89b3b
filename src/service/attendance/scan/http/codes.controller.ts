import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentActor } from '../../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../../platform/delivery/http/id.pipe';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { ShowCode } from '../application/show-code';
import { CodeQuery, ShownCodeResponse } from './code.requests';

/** The code that the leader shows. */
@ApiTags('签到签退')
@Controller()
export class CodesController {
  constructor(private readonly showCode: ShowCode) {}

  @Get('shifts/:shiftId/code')
  @Allow('attendance.run', { orTeamLeader: true })
  @ApiOperation({ summary: '当前打卡码', operationId: 'showCode' })
  @ApiOkResponse({ type: ShownCodeResponse })
  async code(
    @CurrentActor() actor: Actor,
    @Param('shiftId', IdPipe) shiftId: string,
    @Query() query: CodeQuery,
  ): Promise<ShownCodeResponse> {
    return this.showCode.execute(actor, shiftId, query.direction);
  }
}
