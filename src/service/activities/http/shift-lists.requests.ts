import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, DayField, IdField, TextField } from '../../../platform/delivery/http/fields';
import { PageQuery } from '../../../platform/delivery/http/paging';
import type { ShiftsQuery } from '../application/browse-shifts';
import { type ActivityCategory, type ActivityKind, activityKinds, type ShiftStatus } from '../domain/activity-kinds';
import type { DayCount, KeptShift, ListedShift } from '../persistence/shift-listing';

export class ShiftListQuery extends PageQuery implements ShiftsQuery {
  @DayField({ label: '从哪天起', optional: true, description: '含；不填则为今天' })
  from?: string;

  @DayField({ label: '到哪天止', optional: true, description: '含；不填则共七天，最多 63 天' })
  until?: string;

  @IdField({ label: '区划', optional: true, description: '含其下级；不填则为全部' })
  divisionId?: string;

  @IdField({ label: '服务队', optional: true })
  teamId?: string;

  @TextField({ label: '类别', max: 40, optional: true, description: '代码，见 GET /activities/categories' })
  category?: ActivityCategory;
}

export class ManagedShiftListQuery extends ShiftListQuery {
  @ChoiceField({ label: '状态', of: ['SCHEDULED', 'CLOSED'], optional: true, description: '没有结束的、已结束的' })
  status?: Exclude<ShiftStatus, 'CANCELLED'>;
}

export class ListedShiftResponse implements ListedShift {
  @ApiProperty({ format: 'uuid', description: '场次编号' })
  id!: string;

  @ApiProperty({ format: 'uuid', description: '活动编号' })
  activityId!: string;

  @ApiProperty({ description: '活动名称', example: '周六巡河' })
  title!: string;

  @ApiProperty({ enum: [...activityKinds], description: '类型' })
  kind!: ActivityKind;

  @ApiProperty({ type: String, description: '类别代码', example: 'RIVER_PATROL' })
  category!: ActivityCategory;

  @ApiProperty({ description: '类别名称', example: '巡河护河' })
  categoryName!: string;

  @ApiProperty({ description: '集合地点', example: '滨河公园南门' })
  placeName!: string;

  @ApiProperty({ format: 'uuid', description: '服务队' })
  teamId!: string;

  @ApiProperty({ description: '服务队名称', example: '永春河巡河队' })
  teamName!: string;

  @ApiProperty({ format: 'uuid', description: '区划' })
  divisionId!: string;

  @ApiProperty({ description: '区划名称', example: '御景社区' })
  divisionName!: string;

  @ApiProperty({ format: 'date-time', description: '开始' })
  startsAt!: string;

  @ApiProperty({ format: 'date-time', description: '结束，延长过的为延长后的' })
  endsAt!: string;

  @ApiProperty({ enum: ['SCHEDULED', 'CLOSED', 'CANCELLED'], description: '状态；取消的场次不列出' })
  status!: ShiftStatus;

  @ApiProperty({ type: 'integer', description: '名额，各岗位合计', example: 20 })
  capacity!: number;

  @ApiProperty({ type: 'integer', description: '已报名', example: 17 })
  signedUpCount!: number;

  @ApiProperty({ type: 'integer', description: '候补', example: 0 })
  waitingCount!: number;
}

export class KeptShiftResponse extends ListedShiftResponse implements KeptShift {
  @ApiProperty({ type: 'integer', description: '现在在场', example: 15 })
  presentCount!: number;

  @ApiProperty({ type: 'integer', description: '已签退', example: 1 })
  leftCount!: number;

  @ApiProperty({ type: 'integer', description: '到场，含没有报名的', example: 16 })
  cameCount!: number;
}

export class ListedShiftPage {
  @ApiProperty({ type: [ListedShiftResponse] })
  items!: readonly ListedShiftResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页的位置；最后一页为 null' })
  next!: string | null;
}

export class KeptShiftPage {
  @ApiProperty({ type: [KeptShiftResponse] })
  items!: readonly KeptShiftResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页的位置；最后一页为 null' })
  next!: string | null;
}

export class ShiftDayResponse implements DayCount {
  @ApiProperty({ type: String, format: 'date', description: '日期' })
  day!: DayCount['day'];

  @ApiProperty({ type: 'integer', description: '场次数', example: 3 })
  shiftCount!: number;

  @ApiProperty({ type: 'integer', description: '还空着的名额', example: 12 })
  freeSeats!: number;
}

export class ShiftDayListResponse {
  @ApiProperty({ type: [ShiftDayResponse], description: '每天一条，没有场次的也在内' })
  items!: readonly ShiftDayResponse[];
}
