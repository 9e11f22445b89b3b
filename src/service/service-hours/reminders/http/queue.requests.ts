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
import { PageQuery } from '../../../../platform/delivery/http/paging';
import { StandingResponse, WithStanding } from '../../../../platform/security/decisions';
import type { CompletionState } from '../domain/completion-clock';
import { denialChannels } from '../../records';
import { recordStatuses } from '../../computing';

const objectionStatuses = ['OPEN', 'UPHELD', 'DISMISSED'] as const;

export class UnfinishedRecordsQuery extends PageQuery {
  @ChoiceField({
    label: '期限',
    of: ['DUE_SOON', 'OVERDUE'],
    description: 'DUE_SOON 第 7 个工作日起(含逾期),OVERDUE 已逾期',
  })
  state!: 'DUE_SOON' | 'OVERDUE';

  @IdField({ label: '区划', optional: true, description: '只看这个区划及其下级' })
  divisionId?: string;
}

export class UnfinishedRecordResponse extends StandingResponse {
  @IdField({ label: '记录' })
  recordId!: string;

  @IdField({ label: '志愿者' })
  volunteerId!: string;

  @TextField({ label: '姓名', max: 60 })
  name!: string;

  @IdField({ label: '场次' })
  shiftId!: string;

  @TextField({ label: '活动名称', max: 200 })
  activityTitle!: string;

  @IdField({ label: '区划' })
  divisionId!: string;

  @TextField({ label: '区划名称', max: 100 })
  divisionName!: string;

  @ChoiceField({ label: '状态', of: recordStatuses })
  status!: string;

  @DayField({ label: '服务日期' })
  servedOn!: string;

  @DayField({ label: '活动结束日期' })
  endedOn!: string;

  @FlagField({ label: '有异议待答复' })
  hasOpenObjection!: boolean;

  @ChoiceField({ label: '期限', of: ['ON_TIME', 'DUE_SOON', 'OVERDUE'] })
  state!: CompletionState;

  @DayField({ label: '应办结日期', nullable: true })
  dueOn!: string | null;
}

export class UnfinishedRecordPage {
  @ApiProperty({ type: [UnfinishedRecordResponse] })
  items!: readonly UnfinishedRecordResponse[];

  @TextField({ label: '下一页位置', max: 400, nullable: true })
  next!: string | null;
}

export class ObjectionsQuery extends PageQuery {
  @ChoiceField({ label: '状态', of: objectionStatuses, optional: true })
  status?: string;
}

export class OwnObjectionItemResponse {
  @IdField({ label: '异议' })
  id!: string;

  @IdField({ label: '记录' })
  recordId!: string;

  @TextField({ label: '记录所属志愿者', max: 60, description: '提出人看到的是脱敏姓名' })
  name!: string;

  @TextField({ label: '活动名称', max: 200 })
  activityTitle!: string;

  @DayField({ label: '服务日期' })
  servedOn!: string;

  @ChoiceField({ label: '状态', of: objectionStatuses })
  status!: string;

  @TextField({ label: '异议理由', max: 500 })
  grounds!: string;

  @TextField({ label: '证据', max: 1000, nullable: true })
  evidence!: string | null;

  @ChoiceField({ label: '本人否认的方式', of: denialChannels, nullable: true, description: '由工作人员代为登记时才有' })
  channel!: string | null;

  @InstantField({ label: '提出时间' })
  raisedAt!: string;

  @InstantField({ label: '答复期限', nullable: true })
  answerUntil!: string | null;

  @FlagField({ label: '已逾期' })
  isOverdue!: boolean;

  @TextField({ label: '答复', max: 500, nullable: true })
  answer!: string | null;

  @InstantField({ label: '答复时间', nullable: true })
  answeredAt!: string | null;
}

/** An objection as staff see it. */
export class ObjectionItemResponse extends WithStanding(OwnObjectionItemResponse) {}

export class OwnObjectionPage {
  @ApiProperty({ type: [OwnObjectionItemResponse] })
  items!: readonly OwnObjectionItemResponse[];

  @TextField({ label: '下一页位置', max: 400, nullable: true })
  next!: string | null;
}

export class ObjectionPage {
  @ApiProperty({ type: [ObjectionItemResponse] })
  items!: readonly ObjectionItemResponse[];

  @TextField({ label: '下一页位置', max: 400, nullable: true })
  next!: string | null;
}

export class MissingCheckOutResponse {
  @IdField({ label: '记录' })
  recordId!: string;

  @TextField({ label: '活动名称', max: 200 })
  activityTitle!: string;

  @DayField({ label: '服务日期' })
  servedOn!: string;

  @IntField({ label: '暂计分钟', min: 0, max: 1440 })
  creditedMinutes!: number;

  @InstantField({ label: '建议的签退时间', description: '不填时间直接提交即为这个时间' })
  suggestedOutAt!: string;

  @InstantField({ label: '补报期限' })
  correctUntil!: string;
}

export class MissingCheckOutsResponse {
  @ApiProperty({ type: [MissingCheckOutResponse] })
  items!: readonly MissingCheckOutResponse[];
}
