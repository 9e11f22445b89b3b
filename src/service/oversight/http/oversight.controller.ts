import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/data/database/commands';
import { Allow, ApiCommand, Command, CurrentActor } from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import { PageQuery } from '../../../platform/delivery/http/paging';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { ReviewSignals } from '../application/review-signals';
import { Sanctions } from '../application/sanctions';
import { SpotChecks } from '../application/spot-checks';
import {
  CommitSpotCheckRequest,
  CommittedSpotCheckResponse,
  DecideSignalRequest,
  ImposeSanctionRequest,
  PublishedSpotCheckResponse,
  SanctionRefResponse,
  SanctionResponse,
  SanctionsResponse,
  SignalDecisionResponse,
  SignalPage,
  SignalsQuery,
  SpotCheckFindingRequest,
  SpotCheckPage,
  SpotCheckRefResponse,
  SpotCheckResponse,
} from './oversight.requests';

/** Signals, spot checks and sanctions. */
@ApiTags('监督抽查')
@Controller()
export class OversightController {
  constructor(
    private readonly signals: ReviewSignals,
    private readonly checks: SpotChecks,
    private readonly sanctions: Sanctions,
  ) {}

  @Get('review-signals')
  @Allow('record.read')
  @ApiOperation({ summary: '异常提示', operationId: 'listSignals' })
  @ApiOkResponse({ type: SignalPage })
  async list(@CurrentActor() actor: Actor, @Query() query: SignalsQuery): Promise<SignalPage> {
    return this.signals.page(actor, query);
  }

  @Post('review-signals/:signalId/decisions')
  @Allow('record.review')
  @ApiCommand()
  @ApiOperation({ summary: '登记异常提示的核查结论', operationId: 'decideSignal' })
  @ApiCreatedResponse({ type: SignalDecisionResponse })
  async decide(
    @Command() context: CommandContext,
    @Param('signalId', IdPipe) signalId: string,
    @Body() body: DecideSignalRequest,
  ): Promise<SignalDecisionResponse> {
    return this.signals.decide(context, { ...body, signalId });
  }

  @Post('spot-checks')
  @Allow('record.review')
  @ApiCommand()
  @ApiOperation({ summary: '登记一次抽查,公布种子指纹', operationId: 'commitSpotCheck' })
  @ApiCreatedResponse({ type: CommittedSpotCheckResponse })
  async commit(
    @Command() context: CommandContext,
    @Body() body: CommitSpotCheckRequest,
  ): Promise<CommittedSpotCheckResponse> {
    return this.checks.commit(context, body);
  }

  @Get('spot-checks')
  @Allow('record.read')
  @ApiOperation({ summary: '历次抽查,新的在前', operationId: 'listSpotChecks' })
  @ApiOkResponse({ type: SpotCheckPage })
  async listChecks(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<SpotCheckPage> {
    return this.checks.page(actor, query);
  }

  @Get('spot-checks/:spotCheckId')
  @Allow('record.read')
  @ApiOperation({ summary: '查看一次抽查', operationId: 'getSpotCheck' })
  @ApiOkResponse({ type: SpotCheckResponse })
  async get(
    @CurrentActor() actor: Actor,
    @Param('spotCheckId', IdPipe) spotCheckId: string,
  ): Promise<SpotCheckResponse> {
    return this.checks.show(actor, spotCheckId);
  }

  @Post('spot-checks/:spotCheckId/drawing')
  @Allow('record.review')
  @ApiCommand()
  @ApiOperation({ summary: '公布种子并抽取', operationId: 'publishSpotCheck' })
  @ApiCreatedResponse({ type: PublishedSpotCheckResponse })
  async publish(
    @Command() context: CommandContext,
    @Param('spotCheckId', IdPipe) spotCheckId: string,
  ): Promise<PublishedSpotCheckResponse> {
    return this.checks.publish(context, { spotCheckId });
  }

  @Post('spot-checks/:spotCheckId/records/:recordId/findings')
  @Allow('record.review')
  @ApiCommand()
  @ApiOperation({ summary: '登记抽查结果', operationId: 'recordSpotCheckFinding' })
  @ApiCreatedResponse({ type: SpotCheckRefResponse })
  async record(
    @Command() context: CommandContext,
    @Param('spotCheckId', IdPipe) spotCheckId: string,
    @Param('recordId', IdPipe) recordId: string,
    @Body() body: SpotCheckFindingRequest,
  ): Promise<SpotCheckRefResponse> {
    return this.checks.record(context, { ...body, spotCheckId, recordId });
  }

  @Get('volunteers/:volunteerId/sanctions')
  @Allow('record.read')
  @ApiOperation({ summary: '对志愿者的限制', operationId: 'listSanctions' })
  @ApiOkResponse({ type: SanctionsResponse })
  async sanctionsOf(
    @CurrentActor() actor: Actor,
    @Param('volunteerId', IdPipe) volunteerId: string,
  ): Promise<SanctionsResponse> {
    return this.sanctions.of(actor, volunteerId);
  }

  @Post('volunteers/:volunteerId/sanctions')
  @Allow('record.review')
  @ApiCommand()
  @ApiOperation({ summary: '限制自行补报一年', operationId: 'imposeSanction' })
  @ApiCreatedResponse({ type: SanctionResponse })
  async impose(
    @Command() context: CommandContext,
    @Param('volunteerId', IdPipe) volunteerId: string,
    @Body() body: ImposeSanctionRequest,
  ): Promise<SanctionResponse> {
    return this.sanctions.impose(context, { ...body, volunteerId });
  }

  @Post('sanctions/:sanctionId/lifting')
  @Allow('record.review')
  @ApiCommand()
  @ApiOperation({ summary: '提前解除限制', operationId: 'liftSanction' })
  @ApiCreatedResponse({ type: SanctionRefResponse })
  async lift(
    @Command() context: CommandContext,
    @Param('sanctionId', IdPipe) sanctionId: string,
  ): Promise<SanctionRefResponse> {
    return this.sanctions.lift(context, { sanctionId });
  }
}
