import { ApiProperty } from '@nestjs/swagger';
import { FlagField, IdField } from '../../../platform/delivery/http/fields';
import { PageQuery } from '../../../platform/delivery/http/paging';

export class ClaimQuery extends PageQuery {
  @FlagField({ label: '看已复核的', optional: true })
  decided?: boolean;

  @IdField({ label: '场次', optional: true })
  shiftId?: string;
}

export class ClaimResponse {
  @ApiProperty({ format: 'uuid', description: '志愿者' })
  volunteerId!: string;

  @ApiProperty({ format: 'uuid', description: '打卡编号' })
  punchId!: string;

  @ApiProperty({ format: 'uuid', description: '同一批' })
  batchId!: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: '这一批所在的待决定事项' })
  requestId!: string | null;

  @ApiProperty({ description: '志愿者编号' })
  volunteerNo!: string;

  @ApiProperty({ type: String, nullable: true, description: '姓名,已注销的为空' })
  name!: string | null;

  @ApiProperty({ format: 'uuid', description: '场次' })
  shiftId!: string;

  @ApiProperty({ description: '活动名称' })
  activityTitle!: string;

  @ApiProperty({ enum: ['IN', 'OUT'], description: '方向' })
  direction!: 'IN' | 'OUT';

  @ApiProperty({ description: '打卡方式' })
  method!: string;

  @ApiProperty({ description: '需要复核的原因' })
  cause!: string;

  @ApiProperty({ format: 'date-time', description: '设备报告的时间' })
  happenedAt!: Date;

  @ApiProperty({ format: 'date-time', description: '校正后的时间' })
  countsAt!: Date;

  @ApiProperty({ format: 'date-time', description: '收到的时间' })
  receivedAt!: Date;

  @ApiProperty({ type: 'integer', description: '设备时钟落后的秒数' })
  skewSeconds!: number;

  @ApiProperty({ enum: ['ACCEPTED', 'DECLINED'], nullable: true, type: String, description: '结论' })
  decision!: 'ACCEPTED' | 'DECLINED' | null;

  @ApiProperty({ type: String, nullable: true, description: '结论的理由' })
  decisionReason!: string | null;
}

export class ClaimPageResponse {
  @ApiProperty({ type: [ClaimResponse] })
  items!: readonly ClaimResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页的位置' })
  next!: string | null;
}
