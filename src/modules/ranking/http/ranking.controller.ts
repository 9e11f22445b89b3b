import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentActor } from '../../../platform/http/decorators';
import type { Actor } from '../../../platform/identity/actor';
import { ShowRanking } from '../application/show-ranking';
import {
  OwnRankQuery,
  OwnRankResponse,
  RankingResponse,
  RankingTopQuery,
  TotalsQuery,
  TotalsResponse,
} from './ranking.requests';

const DEFAULT_LIMIT = 50;

@ApiTags('排名')
@Controller()
export class RankingController {
  constructor(private readonly ranking: ShowRanking) {}

  @Get('rankings')
  @Allow('ranking.read')
  @ApiOperation({ summary: '排名,只列本人同意公开的成年人', operationId: 'listRanking' })
  @ApiOkResponse({ type: RankingResponse })
  async top(@Query() query: RankingTopQuery): Promise<RankingResponse> {
    return { items: await this.ranking.top(query, query.limit ?? DEFAULT_LIMIT) };
  }

  @Get('me/rank')
  @Allow('self.ledger')
  @ApiOperation({ summary: '本人名次', operationId: 'getMyRank' })
  @ApiOkResponse({ type: OwnRankResponse })
  async mine(@CurrentActor() actor: Actor, @Query() query: OwnRankQuery): Promise<OwnRankResponse> {
    return this.ranking.mine(actor, query);
  }

  @Get('rankings/totals')
  @Allow('report.read')
  @ApiOperation({ summary: '各区划按月合计', operationId: 'listDivisionTotals' })
  @ApiOkResponse({ type: TotalsResponse })
  async totals(@CurrentActor() actor: Actor, @Query() query: TotalsQuery): Promise<TotalsResponse> {
    return { items: await this.ranking.totals(actor, query) };
  }
}
