import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/database/commands';
import { Allow, ApiCommand, Command, CurrentActor } from '../../../platform/http/decorators';
import { IdPipe } from '../../../platform/http/id.pipe';
import type { Actor } from '../../../platform/identity/actor';
import { DecidePunchClaim } from '../application/decide-punch-claim';
import { ListPunchClaims } from '../application/list-punch-claims';
import { ClaimPageResponse, ClaimQuery, DecideClaimRequest, DecidedClaimResponse } from './claim.requests';

/** Punches that came late or with a doubtful time. */
@ApiTags('迟到与补登')
@Controller('punch-claims')
export class ClaimsController {
  constructor(
    private readonly lists: ListPunchClaims,
    private readonly decideClaim: DecidePunchClaim,
  ) {}

  @Get()
  @Allow('record.review')
  @ApiOperation({ summary: '待复核的打卡', operationId: 'listPunchClaims' })
  @ApiOkResponse({ type: ClaimPageResponse })
  async list(@CurrentActor() actor: Actor, @Query() query: ClaimQuery): Promise<ClaimPageResponse> {
    return this.lists.execute(actor, query);
  }

  @Post(':volunteerId/:punchId/decisions')
  @Allow('record.review')
  @ApiCommand()
  @ApiOperation({ summary: '复核打卡', operationId: 'decidePunchClaim' })
  @ApiCreatedResponse({ type: DecidedClaimResponse })
  async decide(
    @Command() context: CommandContext,
    @Param('volunteerId', IdPipe) volunteerId: string,
    @Param('punchId', IdPipe) punchId: string,
    @Body() body: DecideClaimRequest,
  ): Promise<DecidedClaimResponse> {
    return this.decideClaim.execute(context, { ...body, volunteerId, punchId });
  }
}
