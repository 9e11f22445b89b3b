import { ApiProperty } from '@nestjs/swagger';
import type { CheckInMode } from '../../activities';
import type { OwnShift, OwnToday } from '../application/show-today';
import { type OwnShiftState, ownShiftStates } from '../domain/own-shift-state';

export class CheckOutPreviewResponse {
  @ApiProperty({ type: 'integer', description: '现在签退计入的分钟', example: 110 })
  creditedMinutes!: number;

  @ApiProperty({ type: 'integer', description: '超过每日上限、待审批的分钟', example: 0 })
  pendingMinutes!: number;

  @ApiProperty({ type: [String], description: '怎样算出来的，每步一句' })
  explanation!: readonly string[];
}

export class TodayShiftResponse implements OwnShift {
  @ApiProperty({ format: 'uuid' })
  shiftId!: string;

  @ApiProperty({ format: 'uuid', description: '活动编号' })
  activityId!: string;

  @ApiProperty({ description: '活动名称', example: '周六巡河' })
  title!: string;

  @ApiProperty({ description: '集合地点', example: '滨河公园南门' })
  placeName!: string;

  @ApiProperty({ description: '服务队名称', example: '永春河巡河队' })
  teamName!: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: '报名编号；没有报名、现场签到的为 null' })
  signupId!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '岗位名称；没有报名的为 null', example: '队员' })
  positionName!: string | null;

  @ApiProperty({ format: 'date-time', description: '开始' })
  startsAt!: string;

  @ApiProperty({ format: 'date-time', description: '结束，延长过的为延长后的' })
  endsAt!: string;

  @ApiProperty({ enum: ['CODE', 'ROLL_CALL', 'STAFF', 'KIOSK'], isArray: true, description: '签到方式' })
  checkInModes!: readonly CheckInMode[];

  @ApiProperty({ enum: Object.keys(ownShiftStates), description: '本人的状态' })
  state!: OwnShiftState;

  @ApiProperty({ description: '本人的状态，中文', example: '已签到' })
  stateName!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: '签到时间' })
  checkedInAt!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: '签退时间' })
  checkedOutAt!: string | null;

  @ApiProperty({ format: 'date-time', description: '从何时起可以签到' })
  punchFrom!: string;

  @ApiProperty({ format: 'date-time', description: '到何时为止可以签退' })
  punchUntil!: string;

  @ApiProperty({
    type: String,
    enum: ['IN', 'OUT'],
    nullable: true,
    description: '现在可以签到还是签退；都不能为 null',
  })
  mayPunch!: 'IN' | 'OUT' | null;

  @ApiProperty({ type: CheckOutPreviewResponse, nullable: true, description: '现在签退算多少；不在签到中为 null' })
  checkOutNow!: CheckOutPreviewResponse | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: '服务记录；还没有计算的为 null' })
  recordId!: string | null;

  @ApiProperty({ type: 'integer', nullable: true, description: '记录计入的分钟；还没有记录的为 null', example: 110 })
  creditedMinutes!: number | null;
}

export class TodayMissingCheckOutResponse {
  @ApiProperty({ format: 'uuid', description: '服务记录' })
  recordId!: string;

  @ApiProperty({ description: '活动名称', example: '周六巡河' })
  activityTitle!: string;

  @ApiProperty({ format: 'date', description: '服务日期' })
  servedOn!: string;

  @ApiProperty({ type: 'integer', description: '暂计的分钟', example: 60 })
  creditedMinutes!: number;

  @ApiProperty({ format: 'date-time', description: '建议补报的签退时间' })
  suggestedOutAt!: string;

  @ApiProperty({ format: 'date-time', description: '补报截止' })
  correctUntil!: string;
}

export class TodayDutiesResponse {
  @ApiProperty({ type: [TodayMissingCheckOutResponse], description: '漏了签退、还能补报的记录' })
  missingCheckOuts!: readonly TodayMissingCheckOutResponse[];

  @ApiProperty({ type: 'integer', description: '公示中的记录条数', example: 2 })
  inPublicity!: number;

  @ApiProperty({ type: 'integer', description: '等待接收的转移', example: 0 })
  waitingTransfers!: number;

  @ApiProperty({ type: 'integer', description: '未读通知', example: 1 })
  unreadNotices!: number;
}

export class TodayResponse implements OwnToday {
  @ApiProperty({ format: 'date', description: '今天' })
  day!: string;

  @ApiProperty({ format: 'date-time', description: '系统现在的时间' })
  now!: string;

  @ApiProperty({ type: [TodayShiftResponse], description: '今天本人的场次，早的在前；候补和现场签到的也在内' })
  shifts!: readonly TodayShiftResponse[];

  @ApiProperty({ type: TodayShiftResponse, nullable: true, description: '今天以后的下一场；没有为 null' })
  next!: TodayShiftResponse | null;

  @ApiProperty({ type: TodayDutiesResponse, description: '等本人处理的' })
  duties!: TodayDutiesResponse;
}
