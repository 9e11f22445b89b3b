import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentActor } from '../../../platform/delivery/http/decorators';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { ExplainPointEntry } from '../application/explain-point-entry';
import { type OwnPoints, ShowPoints } from '../application/show-points';
import { PointEntryExplanationResponse, PointEntryQuery } from './point-entry.requests';

export class OwnPointsResponse implements OwnPoints {
  @ApiProperty({ description: '积分,十分之一分' })
  pointTenths!: number;

  @ApiProperty({ description: '已确认的服务时长,分钟' })
  serviceMinutes!: number;

  @ApiProperty({ description: '星级,0 为尚无星级' })
  stars!: number;

  @ApiProperty({ type: Number, nullable: true, description: '距下一星级还差的分钟数,已是最高级时为 null' })
  minutesToNextStar!: number | null;
}

@ApiTags('积分')
@Controller('me/points')
export class PointsController {
  constructor(
    private readonly points: ShowPoints,
    private readonly explain: ExplainPointEntry,
  ) {}

  @Get()
  @Allow('self.ledger')
  @ApiOperation({ summary: '本人积分与星级', operationId: 'getMyPoints' })
  @ApiOkResponse({ type: OwnPointsResponse })
  async mine(@CurrentActor() actor: Actor): Promise<OwnPointsResponse> {
    return this.points.mine(actor);
  }

  @Get('explanation')
  @Allow('self.ledger')
  @ApiOperation({
    summary: '本人的一笔积分从哪里来',
    operationId: 'explainOwnPointEntry',
    description: '按入账时的规则和当时的事实重新计算，每步一句；手工加减的写明理由，冲回的写明冲回哪一笔。',
  })
  @ApiOkResponse({ type: PointEntryExplanationResponse })
  async explanation(
    @CurrentActor() actor: Actor,
    @Query() query: PointEntryQuery,
  ): Promise<PointEntryExplanationResponse> {
    return this.explain.execute(actor, query);
  }
}
