import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentActor } from '../../../platform/delivery/http/decorators';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { type OwnPoints, ShowPoints } from '../application/show-points';

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
  constructor(private readonly points: ShowPoints) {}

  @Get()
  @Allow('self.ledger')
  @ApiOperation({ summary: '本人积分与星级', operationId: 'getMyPoints' })
  @ApiOkResponse({ type: OwnPointsResponse })
  async mine(@CurrentActor() actor: Actor): Promise<OwnPointsResponse> {
    return this.points.mine(actor);
  }
}
