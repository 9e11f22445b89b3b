import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentActor } from '../../../platform/delivery/http/decorators';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { ListPunchClaims } from '../application/list-punch-claims';
import { ClaimPageResponse, ClaimQuery } from './claim.requests';

/** Punches that came late, with a doubtful time, or with nobody else behind them; decided a batch at a time. */
@ApiTags('迟到与补登')
@Controller('punch-claims')
export class ClaimsController {
  constructor(private readonly lists: ListPunchClaims) {}

  @Get()
  @Allow('record.review')
  @ApiOperation({
    summary: '待复核的打卡',
    operationId: 'listPunchClaims',
    description: '逐行列出；同一批（batchId）是一件待决定的事项（requestId），在“待决定的事项”里整批采纳或不采纳。',
  })
  @ApiOkResponse({ type: ClaimPageResponse })
  async list(@CurrentActor() actor: Actor, @Query() query: ClaimQuery): Promise<ClaimPageResponse> {
    return this.lists.execute(actor, query);
  }
}
