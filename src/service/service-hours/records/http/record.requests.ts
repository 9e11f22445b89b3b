import { ApiProperty } from '@nestjs/swagger';
import { ArrayUnique } from 'class-validator';
import {
  ChoiceField,
  ChoicesField,
  DayField,
  FlagField,
  IdField,
  InstantField,
  IntField,
  NestedField,
  TextField,
} from '../../../../platform/delivery/http/fields';
import type { LocalDay } from '../../../../kernel/local-day';
import type { RecordLine } from '../application/decide-records';
import { PageQuery } from '../../../../platform/delivery/http/paging';
import { WithStanding } from '../../../../platform/security/decisions';
import { type EvidenceGrade, type RecordFlag, recordFlags, type RecordStatus, recordStatuses } from '../../computing';
import { type RecordOrder, recordOrders } from '../persistence/record-directory';

export class RecordsPageQuery extends PageQuery {
  @ChoicesField({ label: '状态', of: recordStatuses, optional: true, description: '可以几个，每个写一次' })
  status?: RecordStatus[];

  @IdField({ label: '区划', optional: true, description: '只看这个区划及其下级' })
  divisionId?: string;

  @IdField({ label: '志愿者', optional: true, description: '只看这个人' })
  volunteerId?: string;

  @IdField({ label: '场次', optional: true, description: '只看这一场' })
  shiftId?: string;

  @IdField({ label: '活动', optional: true, description: '只看这项活动' })
  activityId?: string;

  @DayField({ label: '从哪天', optional: true, description: '服务日期，含当天' })
  from?: LocalDay;

  @DayField({ label: '到哪天', optional: true, description: '服务日期，含当天' })
  until?: LocalDay;

  @ChoiceField({ label: '凭证等级', of: ['A', 'B', 'C', 'D', 'E'], optional: true })
  grade?: EvidenceGrade;

  @ChoiceField({ label: '标记', of: recordFlags, optional: true, description: '只看带这个标记的' })
  flag?: RecordFlag;

  @ChoiceField({
    label: '次序',
    of: recordOrders,
    optional: true,
    description: 'NEWEST 服务开始晚的在前，OLDEST 早的在前；默认 NEWEST',
  })
  order?: RecordOrder;
}

export class PublicityQuery extends PageQuery {
  @IdField({ label: '区划', optional: true, description: '只看这个区划及其下级' })
  divisionId?: string;
}

export class DecideRecordRequest {
  @ChoiceField({ label: '决定', of: ['APPROVE', 'REJECT'] })
  decision!: 'APPROVE' | 'REJECT';

  @TextField({ label: '理由', min: 2, max: 500, description: '志愿者本人可见' })
  reason!: string;
}

export class DecideRecordLineRequest extends DecideRecordRequest {
  @IdField({ label: '记录', description: '一批里每条记录只写一次' })
  recordId!: string;

  @IntField({ label: '版本', min: 1, max: 1_000_000, description: '您看到的版本；之后有人改过的不办理' })
  version!: number;
}

const onceEach = ({ recordId }: DecideRecordLineRequest): string => recordId;

export class DecideRecordsRequest {
  @ArrayUnique(onceEach, { message: '同一条记录写了两次，请去掉一次。' })
  @NestedField(() => DecideRecordLineRequest, { label: '逐条的决定', list: { min: 1, max: 50 } })
  lines!: DecideRecordLineRequest[];
}

export class BackfillRecordRequest {
  @IdField({ label: '志愿者' })
  volunteerId!: string;

  @InstantField({ label: '签到时间' })
  checkedInAt!: string;

  @InstantField({ label: '签退时间' })
  checkedOutAt!: string;

  @TextField({ label: '补录理由与证明', min: 2, max: 500 })
  reason!: string;

  @IdField({ label: '证明附件', optional: true, description: '先上传到本场次的附件' })
  proofId?: string;
}

export class ProposeCheckOutRequest {
  @InstantField({ label: '实际签退时间', optional: true, description: '不填即为活动结束时间' })
  checkedOutAt?: string;

  @TextField({ label: '说明', min: 2, max: 500, optional: true })
  reason?: string;
}

export class RecordChangeResponse {
  @IdField({ label: '记录' })
  id!: string;

  @ChoiceField({ label: '状态', of: recordStatuses })
  status!: string;

  @IntField({ label: '认定分钟', min: 0, max: 1440 })
  creditedMinutes!: number;

  @IntField({ label: '版本', min: 1, max: 1_000_000 })
  version!: number;
}

export class RecordLineResponse implements RecordLine {
  @IdField({ label: '记录' })
  recordId!: string;

  @ChoiceField({ label: '结果', of: ['DONE', 'REFUSED'] })
  status!: 'DONE' | 'REFUSED';

  @TextField({ label: '未办理的原因代码', max: 60, nullable: true, example: 'DECISION_OWN' })
  code!: string | null;

  @TextField({ label: '说明', max: 300, nullable: true })
  message!: string | null;

  @ApiProperty({ type: RecordChangeResponse, nullable: true, description: '办理后的记录；未办理的为空' })
  result!: RecordChangeResponse | null;
}

export class RecordLinesResponse {
  @ApiProperty({ type: [RecordLineResponse], description: '逐条结果，次序与提交的一致' })
  items!: readonly RecordLineResponse[];
}

export class OwnRecordResponse {
  @IdField({ label: '记录' })
  id!: string;

  @IdField({ label: '场次' })
  shiftId!: string;

  @TextField({ label: '活动名称', max: 200 })
  activityTitle!: string;

  @DayField({ label: '服务日期' })
  servedOn!: string;

  @InstantField({ label: '计划开始' })
  startsAt!: string;

  @InstantField({ label: '计划或延长后的结束' })
  endsAt!: string;

  @ChoiceField({ label: '类型', of: ['SERVICE', 'TRAINING'] })
  kind!: string;

  @TextField({ label: '类别', max: 60 })
  category!: string;

  @ChoiceField({ label: '状态', of: recordStatuses })
  status!: string;

  @IntField({ label: '原始分钟', min: 0, max: 10_000 })
  rawMinutes!: number;

  @IntField({ label: '认定分钟', min: 0, max: 1440 })
  creditedMinutes!: number;

  @IntField({ label: '待批准分钟', min: 0, max: 1440 })
  pendingMinutes!: number;

  @IntField({ label: '超限获批分钟', min: 0, max: 1440 })
  grantedMinutes!: number;

  @ChoiceField({ label: '凭证等级', of: ['A', 'B', 'C', 'D', 'E'] })
  grade!: string;

  @FlagField({ label: '等级待确认' })
  isGradePending!: boolean;

  @ApiProperty({ type: [String], description: '标记' })
  flags!: readonly string[];

  @InstantField({ label: '公示截止', nullable: true })
  publicityUntil!: string | null;

  @IntField({ label: '第几版', min: 1, max: 1000 })
  revision!: number;

  @TextField({ label: '审核意见', max: 500, nullable: true })
  decisionReason!: string | null;

  @ApiProperty({ type: [String], description: '每一步为什么计入或不计入' })
  explanation!: readonly string[];

  @IntField({ label: '版本', min: 1, max: 1_000_000 })
  version!: number;
}

export class StaffRecordResponse extends WithStanding(OwnRecordResponse) {
  @IdField({ label: '志愿者' })
  volunteerId!: string;

  @TextField({ label: '志愿者编号', max: 40 })
  volunteerNo!: string;

  @TextField({ label: '姓名', max: 60 })
  name!: string;

  @InstantField({ label: '本人补报的签退时间', nullable: true })
  proposedOutAt!: string | null;

  @TextField({ label: '补报说明', max: 500, nullable: true })
  proposalReason!: string | null;
}

export class PublicRecordResponse {
  @IdField({ label: '记录' })
  id!: string;

  @TextField({ label: '姓名', max: 60, description: '未经本人同意公开的只显示姓' })
  name!: string;

  @TextField({ label: '活动名称', max: 200 })
  activityTitle!: string;

  @DayField({ label: '服务日期' })
  servedOn!: string;

  @IntField({ label: '认定分钟', min: 0, max: 1440 })
  creditedMinutes!: number;

  @ChoiceField({ label: '凭证等级', of: ['A', 'B', 'C', 'D', 'E'] })
  grade!: string;

  @InstantField({ label: '公示截止', nullable: true })
  publicityUntil!: string | null;

  @FlagField({ label: '核实中', description: '有人提出异议，答复以前不入账；由谁提出不公布' })
  isHeld!: boolean;
}

class PageResponse {
  @TextField({ label: '下一页位置', max: 400, nullable: true })
  next!: string | null;
}

export class StaffRecordPage extends PageResponse {
  @ApiProperty({ type: [StaffRecordResponse] })
  items!: readonly StaffRecordResponse[];
}

export class OwnRecordPage extends PageResponse {
  @ApiProperty({ type: [OwnRecordResponse] })
  items!: readonly OwnRecordResponse[];
}

export class PublicRecordPage extends PageResponse {
  @ApiProperty({ type: [PublicRecordResponse] })
  items!: readonly PublicRecordResponse[];
}
