import { ApiProperty, PickType } from '@nestjs/swagger';
import { DivisionField } from '../../../platform/delivery/http/names';
import type { ShiftAnswer } from '../application/shift-answer';
import { type ActivityStatus, duties, type Duty, type ShiftStatus } from '../domain/activity-kinds';
import type { ActivityShiftView, ActivityView, PositionView, SeatsView } from '../persistence/activity-directory';
import { type ActivityListItem, listedFields } from '../persistence/activity-listing';
import { ActivityFieldsShape } from './activity-fields';

export class PositionResponse implements PositionView {
  @ApiProperty({ format: 'uuid', description: '岗位编号' })
  id!: string;

  @ApiProperty({ description: '岗位名称' })
  name!: string;

  @ApiProperty({ enum: [...duties], description: '职责' })
  duty!: Duty;

  @ApiProperty({ type: String, nullable: true, description: '岗位说明' })
  description!: string | null;

  @ApiProperty({ description: '参加这个岗位是否计入服务时长；活动发布时定下，以后不变', example: true })
  isService!: boolean;
}

export class SeatsResponse implements SeatsView {
  @ApiProperty({ format: 'uuid', description: '岗位' })
  positionId!: string;

  @ApiProperty({ type: 'integer', description: '名额' })
  capacity!: number;

  @ApiProperty({ type: 'integer', description: '已报' })
  taken!: number;

  @ApiProperty({ type: 'integer', description: '候补人数' })
  waiting!: number;
}

export class BreakResponse {
  @ApiProperty({ format: 'date-time', description: '休息开始' })
  startsAt!: string;

  @ApiProperty({ format: 'date-time', description: '休息结束' })
  endsAt!: string;
}

export class ActivityShiftResponse implements ActivityShiftView {
  @ApiProperty({ format: 'uuid', description: '场次编号' })
  id!: string;

  @ApiProperty({ format: 'date-time', description: '开始' })
  startsAt!: string;

  @ApiProperty({ format: 'date-time', description: '计划结束' })
  endsAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: '延长至' })
  extendedTo!: string | null;

  @ApiProperty({ type: [BreakResponse], description: '休息时间,不计时长' })
  breaks!: readonly BreakResponse[];

  @ApiProperty({ enum: ['SCHEDULED', 'CLOSED', 'CANCELLED'], description: '状态' })
  status!: ShiftStatus;

  @ApiProperty({ type: String, nullable: true, description: '取消原因' })
  cancelReason!: string | null;

  @ApiProperty({ type: [SeatsResponse], description: '各岗位名额' })
  seats!: readonly SeatsResponse[];
}

export class ActivityResponse extends ActivityFieldsShape implements ActivityView {
  @ApiProperty({ format: 'uuid', description: '活动编号' })
  id!: string;

  @ApiProperty({ format: 'uuid', description: '服务队' })
  teamId!: string;

  @ApiProperty({ description: '服务队名称' })
  teamName!: string;

  @DivisionField('区划')
  divisionId!: string;

  @ApiProperty({ description: '区划路径' })
  divisionPath!: string;

  @ApiProperty({ description: '类别名称' })
  categoryName!: string;

  @ApiProperty({ enum: ['DRAFT', 'PUBLISHED', 'CANCELLED', 'CLOSED'], description: '状态' })
  status!: ActivityStatus;

  @ApiProperty({ type: String, nullable: true, description: '取消原因' })
  cancelReason!: string | null;

  @ApiProperty({ description: '版本,修改时放在 If-Match 里' })
  version!: number;

  @ApiProperty({ type: [PositionResponse], description: '岗位' })
  positions!: readonly PositionResponse[];

  @ApiProperty({ type: [ActivityShiftResponse], description: '场次' })
  shifts!: readonly ActivityShiftResponse[];
}

export class ActivityListItemResponse extends PickType(ActivityFieldsShape, listedFields) implements ActivityListItem {
  @ApiProperty({ format: 'uuid', description: '活动编号' })
  id!: string;

  @ApiProperty({ description: '类别名称' })
  categoryName!: string;

  @ApiProperty({ description: '服务队名称' })
  teamName!: string;

  @ApiProperty({ description: '区划名称' })
  divisionName!: string;

  @ApiProperty({ enum: ['DRAFT', 'PUBLISHED', 'CANCELLED', 'CLOSED'], description: '状态' })
  status!: ActivityStatus;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: '下一场次' })
  nextShiftId!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: '下一场开始' })
  nextStartsAt!: string | null;

  @ApiProperty({ type: 'integer', nullable: true, description: '下一场剩余名额' })
  nextFreeSeats!: number | null;
}

export class ActivityPageResponse {
  @ApiProperty({ type: [ActivityListItemResponse] })
  items!: readonly ActivityListItemResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页的位置;最后一页为 null' })
  next!: string | null;
}

export class ShiftResponse implements ShiftAnswer {
  @ApiProperty({ format: 'uuid', description: '场次编号' })
  id!: string;

  @ApiProperty({ format: 'uuid', description: '活动' })
  activityId!: string;

  @ApiProperty({ format: 'date-time', description: '开始' })
  startsAt!: string;

  @ApiProperty({ format: 'date-time', description: '计划结束' })
  endsAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: '延长至' })
  extendedTo!: string | null;

  @ApiProperty({ enum: ['SCHEDULED', 'CLOSED', 'CANCELLED'], description: '状态' })
  status!: ShiftStatus;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: '结束办理时间' })
  closedAt!: string | null;
}
