import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentActor } from '../../../platform/http/decorators';
import { IdPipe } from '../../../platform/http/id.pipe';
import type { Actor } from '../../../platform/identity/actor';
import { ShowRanking } from '../application/show-ranking';
import { VerifySnapshot } from '../application/verify-snapshot';
import { RankingQuery, RankingResponse, RoundResponse, SnapshotVerificationResponse } from './round.requests';

@ApiTags('评选')
@Controller('selection-rounds/:roundId')
export class RankingsController {
  constructor(
    private readonly show: ShowRanking,
    private readonly verify: VerifySnapshot,
  ) {}

  @Get()
  @Allow('ranking.read')
  @ApiOperation({ summary: '查看评选', operationId: 'getSelectionRound' })
  @ApiOkResponse({ type: RoundResponse })
  async get(@CurrentActor() actor: Actor, @Param('roundId', IdPipe) roundId: string): Promise<RoundResponse> {
    return this.show.round(actor, roundId);
  }

  @Get('ranking')
  @Allow('ranking.read')
  @ApiOperation({ summary: '冻结的排名与说明', operationId: 'getSelectionRanking' })
  @ApiOkResponse({ type: RankingResponse })
  async ranking(
    @CurrentActor() actor: Actor,
    @Param('roundId', IdPipe) roundId: string,
    @Query() query: RankingQuery,
  ): Promise<RankingResponse> {
    return { items: await this.show.lines(actor, roundId, query.role) };
  }

  @Get('verification')
  @Allow('ranking.read')
  @ApiOperation({ summary: '从台账重算并核对快照', operationId: 'verifySelectionSnapshot' })
  @ApiOkResponse({ type: SnapshotVerificationResponse })
  async verification(
    @CurrentActor() actor: Actor,
    @Param('roundId', IdPipe) roundId: string,
  ): Promise<SnapshotVerificationResponse> {
    return this.verify.execute(actor, roundId);
  }
}
