import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../../platform/data/database/commands';
import { Allow, ApiCommand, Command, CurrentActor } from '../../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../../platform/delivery/http/id.pipe';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { DecideCaps } from '../application/decide-caps';
import { DecideCap } from '../application/decide-cap';
import { ListCaps } from '../application/list-caps';
import {
  CapDecisionResponse,
  CapLinesResponse,
  CapPage,
  CapsQuery,
  DecideCapRequest,
  DecideCapsRequest,
} from './cap.requests';

/** Minutes above a day cap, by level of approval. */
@ApiTags('超限时长审批')
@Controller()
export class CapsController {
  constructor(
    private readonly listCaps: ListCaps,
    private readonly decideCap: DecideCap,
    private readonly decideCaps: DecideCaps,
  ) {}

  @Get('pending-minutes')
  @Allow('record.review')
  @ApiOperation({ summary: '待审批的超限分钟', operationId: 'listPendingMinutes' })
  @ApiOkResponse({ type: CapPage })
  async list(@CurrentActor() actor: Actor, @Query() query: CapsQuery): Promise<CapPage> {
    return this.listCaps.execute(actor, query);
  }

  @Post('pending-minutes/decisions')
  @Allow('record.review')
  @ApiCommand(200)
  @ApiOperation({
    summary: '成批审批超限分钟：逐条办理、逐条答复',
    description: '中断后用同一个幂等键重发：已办理的照原样答复，其余继续办理。',
    operationId: 'decidePendingMinutesBatch',
  })
  @ApiOkResponse({ type: CapLinesResponse })
  async decideMany(@Command() context: CommandContext, @Body() body: DecideCapsRequest): Promise<CapLinesResponse> {
    return { items: await this.decideCaps.execute(context, body.lines) };
  }

  @Post('records/:recordId/pending-minutes')
  @Allow('record.review')
  @ApiCommand()
  @ApiOperation({ summary: '审批超限分钟', operationId: 'decidePendingMinutes' })
  @ApiCreatedResponse({ type: CapDecisionResponse })
  async decide(
    @Command() context: CommandContext,
    @Param('recordId', IdPipe) recordId: string,
    @Body() body: DecideCapRequest,
  ): Promise<CapDecisionResponse> {
    return this.decideCap.execute(context, { ...body, recordId });
  }
}
