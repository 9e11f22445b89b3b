import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentActor } from '../../../platform/delivery/http/decorators';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { ShowRanking } from '../application/show-ranking';
import { ShowTotals } from '../application/show-totals';
import {
  ActivityTotalsQuery,
  ActivityTotalsResponse,
  monthsOf,
  OwnRankQuery,
  OwnRankResponse,
  PublicRankingResponse,
  RankingTopQuery,
  TotalsQuery,
  TotalsResponse,
} from './ranking.requests';

const DEFAULT_LIMIT = 50;

@ApiTags('排名')
@Controller()
export class RankingController {
  constructor(
    private readonly ranking: ShowRanking,
    private readonly sums: ShowTotals,
  ) {}

  @Get('rankings')
  @Allow('ranking.read')
  @ApiOperation({ summary: '排名,只列本人同意公开的成年人', operationId: 'listRanking' })
  @ApiOkResponse({ type: PublicRankingResponse })
  async top(@Query() query: RankingTopQuery): Promise<PublicRankingResponse> {
    return { items: await this.ranking.top(query, query.limit ?? DEFAULT_LIMIT) };
  }

  @Get('me/rank')
  @Allow('self.ledger')
  @ApiOperation({ summary: '我的名次:同分同名次,附参与排名的人数', operationId: 'getMyRank' })
  @ApiOkResponse({ type: OwnRankResponse })
  async mine(@CurrentActor() actor: Actor, @Query() query: OwnRankQuery): Promise<OwnRankResponse> {
    return this.ranking.mine(actor, query);
  }

  @Get('rankings/totals')
  @Allow('report.read')
  @ApiOperation({ summary: '各区划按月合计', operationId: 'listDivisionTotals' })
  @ApiOkResponse({ type: TotalsResponse })
  async totals(@CurrentActor() actor: Actor, @Query() query: TotalsQuery): Promise<TotalsResponse> {
    return { items: await this.sums.byResidence(actor, { divisionId: query.divisionId, months: monthsOf(query) }) };
  }

  @Get('rankings/activity-totals')
  @Allow('report.read')
  @ApiOperation({ summary: '活动合计:按发放区划、服务队、类别或月份', operationId: 'listActivityTotals' })
  @ApiOkResponse({ type: ActivityTotalsResponse })
  async activityTotals(
    @CurrentActor() actor: Actor,
    @Query() query: ActivityTotalsQuery,
  ): Promise<ActivityTotalsResponse> {
    const question = { divisionId: query.divisionId, months: monthsOf(query) };
    return { items: await this.sums.byActivity(actor, question, query.groupBy) };
  }
}
