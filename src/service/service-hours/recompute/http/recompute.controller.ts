import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../../platform/data/database/commands';
import { Allow, ApiCommand, Command, CurrentActor } from '../../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../../platform/delivery/http/id.pipe';
import { PageQuery } from '../../../../platform/delivery/http/paging';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { DecideRecompute } from '../application/decide-recompute';
import { RecomputePeriod } from '../application/recompute-period';
import { ShowRecompute } from '../application/show-recompute';
import {
  DecideRecomputeRequest,
  RecomputeDecisionResponse,
  RecomputeDraftResponse,
  RecomputeLinePage,
  RecomputeRequest,
  RecomputeRunPage,
  RecomputeRunResponse,
  RecomputeRunsFilter,
} from './recompute.requests';

/** A period by another version of the rules: dry run, approval by a second person, posting. */
@ApiTags('按规则重算')
@Controller('recompute-runs')
export class RecomputeController {
  constructor(
    private readonly recompute: RecomputePeriod,
    private readonly decideRecompute: DecideRecompute,
    private readonly show: ShowRecompute,
  ) {}

  @Post()
  @Allow('policy.manage')
  @ApiCommand()
  @ApiOperation({ summary: '试算一段时间的服务时长', operationId: 'recomputePeriod' })
  @ApiCreatedResponse({ type: RecomputeDraftResponse })
  async draft(@Command() context: CommandContext, @Body() body: RecomputeRequest): Promise<RecomputeDraftResponse> {
    return this.recompute.execute(context, body);
  }

  @Get()
  @Allow('policy.manage')
  @ApiOperation({ summary: '历次重算；等待决定的说明您能否决定', operationId: 'listRecomputeRuns' })
  @ApiOkResponse({ type: RecomputeRunPage })
  async list(@CurrentActor() actor: Actor, @Query() query: RecomputeRunsFilter): Promise<RecomputeRunPage> {
    return this.show.list(actor, query);
  }

  @Get(':runId')
  @Allow('policy.manage')
  @ApiOperation({ summary: '查看一次重算', operationId: 'getRecomputeRun' })
  @ApiOkResponse({ type: RecomputeRunResponse })
  async get(@CurrentActor() actor: Actor, @Param('runId', IdPipe) runId: string): Promise<RecomputeRunResponse> {
    return this.show.run(actor, runId);
  }

  @Get(':runId/lines')
  @Allow('policy.manage')
  @ApiOperation({ summary: '重算前后的差异', operationId: 'listRecomputeLines' })
  @ApiOkResponse({ type: RecomputeLinePage })
  async lines(
    @CurrentActor() actor: Actor,
    @Param('runId', IdPipe) runId: string,
    @Query() query: PageQuery,
  ): Promise<RecomputeLinePage> {
    return this.show.lines(actor, runId, query);
  }

  @Post(':runId/decisions')
  @Allow('ledger.reverse')
  @ApiCommand()
  @ApiOperation({ summary: '批准或作废一次重算', operationId: 'decideRecompute' })
  @ApiCreatedResponse({ type: RecomputeDecisionResponse })
  async decide(
    @Command() context: CommandContext,
    @Param('runId', IdPipe) runId: string,
    @Body() body: DecideRecomputeRequest,
  ): Promise<RecomputeDecisionResponse> {
    return this.decideRecompute.execute(context, { ...body, runId });
  }
}
