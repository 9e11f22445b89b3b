import { ApiProperty } from '@nestjs/swagger';
import {
  ChoiceField,
  DayField,
  FlagField,
  IdField,
  InstantField,
  IntField,
  TextField,
} from '../../../../platform/delivery/http/fields';
import type { TimeSpan } from '../application/record-course';
import type { OwnRecordDetail, OwnRecordPoints } from '../application/show-own-record';
import { type RecordStep, type StepRole, stepRoles } from '../domain/record-steps';
import { OwnRecordResponse } from './record.requests';

export class RecordStepResponse implements RecordStep {
  @ChoiceField({
    label: '作用',
    of: stepRoles,
    description: 'START 打卡，CHANGED 增减了分钟，NOTED 需要知道，CHECKED 查过没有影响，RESULT 结果',
  })
  role!: StepRole;

  @TextField({ label: '这一步的话', max: 500, example: '活动计划 09:00 到 11:00，这以外的 14 分钟不计入。' })
  sentence!: string;

  @IntField({ label: '之前的分钟', min: 0, max: 10_000 })
  beforeMinutes!: number;

  @IntField({ label: '之后的分钟', min: 0, max: 10_000 })
  afterMinutes!: number;
}

export class RecordTimeSpanResponse implements TimeSpan {
  @InstantField({ label: '开始' })
  startsAt!: string;

  @InstantField({ label: '结束' })
  endsAt!: string;
}

export class RecordPunchesResponse {
  @InstantField({ label: '签到时间' })
  checkedInAt!: string;

  @InstantField({ label: '签退时间', nullable: true, description: '漏签退的为 null' })
  checkedOutAt!: string | null;

  @TextField({ label: '怎样签到', max: 40, example: '扫了现场的码' })
  inWords!: string;

  @TextField({ label: '怎样签退', max: 40, nullable: true, example: '由负责人点名' })
  outWords!: string | null;
}

export class OpenCheckOutResponse {
  @InstantField({ label: '建议的签退时间', description: '不填时间直接提交即为这个时间' })
  suggestedOutAt!: string;

  @InstantField({ label: '补报期限', description: '不含这一刻' })
  correctUntil!: string;
}

export class RecordPointsResponse implements OwnRecordPoints {
  @IntField({ label: '积分', min: 0, max: 1_000_000, description: '十分之一分；未入账的为预计' })
  pointTenths!: number;

  @FlagField({ label: '已入账' })
  isPosted!: boolean;

  @ApiProperty({
    type: [String],
    description: '怎样算出来的，每步一句；入账后规则或合计有变的为空',
    example: ['110 分钟，每小时 10 分。', '按时间得 18.3 分，不足 0.1 分的部分舍去。'],
  })
  sentences!: readonly string[];
}

export class OwnRecordDetailResponse extends OwnRecordResponse implements OwnRecordDetail {
  @IdField({ label: '活动' })
  activityId!: string;

  @TextField({ label: '活动所在区划', max: 60, example: '福民社区' })
  divisionName!: string;

  @ApiProperty({ type: [RecordStepResponse], description: '从打卡到认定分钟，每步一句，带分钟' })
  steps!: readonly RecordStepResponse[];

  @ApiProperty({ type: [RecordPunchesResponse], description: '作数的打卡；已被更正代替的为空' })
  punches!: readonly RecordPunchesResponse[];

  @ApiProperty({ type: [RecordTimeSpanResponse], description: '活动安排的休息' })
  breaks!: readonly RecordTimeSpanResponse[];

  @ApiProperty({ type: [RecordTimeSpanResponse], description: '计入的时段' })
  counted!: readonly RecordTimeSpanResponse[];

  @InstantField({ label: '算出时间' })
  computedAt!: string;

  @InstantField({ label: '公示开始', nullable: true })
  publicityFrom!: string | null;

  @InstantField({ label: '入账时间', nullable: true })
  confirmedAt!: string | null;

  @FlagField({ label: '可以提异议' })
  mayObject!: boolean;

  @FlagField({ label: '有异议等待答复' })
  hasOpenObjection!: boolean;

  @ApiProperty({ type: OpenCheckOutResponse, nullable: true, description: '漏签退、还能补报的；否则为 null' })
  missingCheckOut!: OpenCheckOutResponse | null;

  @InstantField({ label: '本人补报的签退时间', nullable: true })
  proposedOutAt!: string | null;

  @ApiProperty({ type: RecordPointsResponse, nullable: true, description: '积分；未通过、已冲正的为 null' })
  points!: RecordPointsResponse | null;

  @TextField({ label: '时长规则的版本', max: 40 })
  ruleVersion!: string;

  @DayField({ label: '这一版规则的施行日期' })
  ruleEffectiveFrom!: string;
}
