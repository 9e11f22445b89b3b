import { ApiProperty, OmitType } from '@nestjs/swagger';
import type { LocalDay } from '../../../../kernel/local-day';
import {
  ChoiceField,
  DayField,
  IdField,
  InstantField,
  IntField,
  TextField,
} from '../../../../platform/delivery/http/fields';
import { ActorField, DivisionField } from '../../../../platform/delivery/http/names';
import { PageQuery } from '../../../../platform/delivery/http/paging';
import { WithStanding } from '../../../../platform/security/decisions';
import type { ListedRunView, RecomputeRunsQuery } from '../application/show-recompute';

const runStatuses = ['DRAFT', 'APPROVED', 'DONE', 'DISCARDED'] as const;

export class RecomputeRequest {
  @IdField({ label: '区划' })
  divisionId!: string;

  @DayField({ label: '开始日期' })
  fromDay!: string;

  @DayField({ label: '结束日期' })
  toDay!: string;

  @TextField({ label: '规则版本', max: 40 })
  policyVersion!: string;

  @TextField({ label: '理由', min: 2, max: 500 })
  reason!: string;
}

export class RecomputeDraftResponse {
  @IdField({ label: '重算' })
  id!: string;

  @IntField({ label: '试算的记录数', min: 0, max: 20_000 })
  examinedCount!: number;

  @IntField({ label: '有变化的记录数', min: 0, max: 20_000 })
  differenceCount!: number;
}

export class DecideRecomputeRequest {
  @ChoiceField({ label: '决定', of: ['APPROVE', 'DISCARD'], description: '试算的人不能批准,可以作废' })
  decision!: 'APPROVE' | 'DISCARD';
}

export class RecomputeDecisionResponse {
  @IdField({ label: '重算' })
  id!: string;

  @ChoiceField({ label: '状态', of: runStatuses })
  status!: string;
}

export class RecomputeRunResponse extends WithStanding(RecomputeDraftResponse) {
  @DivisionField('区划')
  divisionId!: string;

  @DayField({ label: '开始日期' })
  fromDay!: LocalDay;

  @DayField({ label: '结束日期' })
  toDay!: LocalDay;

  @TextField({ label: '规则版本', max: 40 })
  policyVersion!: string;

  @TextField({ label: '理由', max: 500 })
  reason!: string;

  @ChoiceField({ label: '状态', of: runStatuses })
  status!: (typeof runStatuses)[number];

  @ActorField('试算人')
  createdBy!: string;

  @InstantField({ label: '试算时间' })
  createdAt!: string;

  @IntField({ label: '待入账', min: 0, max: 20_000 })
  pendingCount!: number;

  @IntField({ label: '已入账', min: 0, max: 20_000 })
  appliedCount!: number;

  @IntField({ label: '未办理', min: 0, max: 20_000 })
  skippedCount!: number;

  @IntField({ label: '原认定分钟合计', min: 0, max: 2_000_000_000 })
  beforeMinutes!: number;

  @IntField({ label: '重算后分钟合计', min: 0, max: 2_000_000_000 })
  afterMinutes!: number;
}

export class RecomputeLineResponse {
  @IdField({ label: '记录' })
  recordId!: string;

  @IdField({ label: '志愿者' })
  volunteerId!: string;

  @TextField({ label: '姓名', max: 60 })
  name!: string;

  @TextField({ label: '活动名称', max: 200 })
  activityTitle!: string;

  @DayField({ label: '服务日期' })
  servedOn!: string;

  @IntField({ label: '原认定分钟', min: 0, max: 2880 })
  beforeMinutes!: number;

  @IntField({ label: '重算后分钟', min: 0, max: 2880 })
  afterMinutes!: number;

  @TextField({ label: '原规则版本', max: 40 })
  beforeVersion!: string;

  @ApiProperty({ type: [String], description: '哪些步骤的结果不同' })
  why!: readonly string[];

  @ChoiceField({ label: '状态', of: ['PENDING', 'APPLIED', 'SKIPPED'] })
  status!: string;

  @IdField({ label: '新记录', nullable: true })
  newRecordId!: string | null;

  @TextField({ label: '未办理的原因', max: 500, nullable: true })
  skipReason!: string | null;
}

export class RecomputeLinePage {
  @ApiProperty({ type: [RecomputeLineResponse] })
  items!: readonly RecomputeLineResponse[];

  @TextField({ label: '下一页位置', max: 400, nullable: true })
  next!: string | null;
}

export class RecomputeRunsFilter extends PageQuery implements RecomputeRunsQuery {
  @IdField({ label: '区划', optional: true, description: '只看这个区划及其下级的' })
  divisionId?: string;

  @ChoiceField({ label: '状态', of: runStatuses, optional: true, description: 'DRAFT 为等待另一人决定' })
  status?: (typeof runStatuses)[number];
}

const counts = [
  ...(['differenceCount', 'pendingCount', 'appliedCount', 'skippedCount'] as const),
  ...(['beforeMinutes', 'afterMinutes'] as const),
];

export class ListedRunResponse extends OmitType(RecomputeRunResponse, counts) implements ListedRunView {}

export class RecomputeRunPage {
  @ApiProperty({ type: [ListedRunResponse], description: '新的在前' })
  items!: readonly ListedRunResponse[];

  @TextField({ label: '下一页位置', max: 400, nullable: true })
  next!: string | null;
}
