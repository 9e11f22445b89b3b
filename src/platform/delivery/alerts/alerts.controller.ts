import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Allow } from '../http/decorators';
import { PageQuery } from '../http/paging';
import { type AlertKind, alertKinds, Alerts } from './alerts';

export class AlertResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({
    enum: alertKinds,
    description: '台账核对有不符、检查点没有签署、后台任务没有办成、有人反复试证件号、运维放行了须两人办理的事项',
  })
  kind!: AlertKind;

  @ApiProperty({ description: '发生了什么,怎么办' })
  sentence!: string;

  @ApiProperty({ format: 'date-time', description: '报出的时间' })
  raisedAt!: Date;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: '群机器人收到的时间;没有为空' })
  toldAt!: Date | null;
}

export class AlertPageResponse {
  @ApiProperty({ type: [AlertResponse] })
  items!: readonly AlertResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页位置' })
  next!: string | null;
}

@ApiTags('运行维护')
@Controller('operations/alerts')
export class AlertsController {
  constructor(private readonly alerts: Alerts) {}

  @Get()
  @Allow('system.operate')
  @ApiOperation({ summary: '警报,新的在前', operationId: 'listAlerts' })
  @ApiOkResponse({ type: AlertPageResponse })
  async list(@Query() query: PageQuery): Promise<AlertPageResponse> {
    const { items, next } = await this.alerts.page(query);
    return {
      items: items.map(({ id, kind, sentence, raisedAt, toldAt }) => ({ id, kind, sentence, raisedAt, toldAt })),
      next,
    };
  }
}
