import { ApiProperty } from '@nestjs/swagger';
import type { LocalDay } from '../../../kernel/local-day';
import {
  ChoiceField,
  DayField,
  IdField,
  IntField,
  NestedField,
  TextField,
  TextListField,
} from '../../../platform/delivery/http/fields';
import { ActorField } from '../../../platform/delivery/http/names';
import { WithStanding } from '../../../platform/security/decisions';
import type { RankedHead } from '../application/show-ranking';
import type { SnapshotDifference, SnapshotVerification } from '../application/verify-snapshot';
import type { IneligibleReason } from '../domain/eligibility';
import type { ComponentLine } from '../domain/rank-candidates';
import {
  type ComponentWeights,
  HEAD_ROLES,
  type HeadRole,
  SCORE_COMPONENTS,
  type SelectionPolicy,
} from '../domain/selection-policy';
import {
  type RoundHead,
  type RoundSnapshot,
  roundStatuses,
  type RoundStatus,
  type RoundView,
} from '../persistence/round-directory';

export class WeightsRequest implements ComponentWeights {
  @IntField({ label: '服务时长权重', min: 0, max: 100 })
  HOURS!: number;

  @IntField({ label: '积分权重', min: 0, max: 100 })
  POINTS!: number;

  @IntField({ label: '考评权重', min: 0, max: 100 })
  ASSESSMENT!: number;

  @IntField({ label: '居民投票权重', min: 0, max: 100 })
  VOTE!: number;

  @IntField({ label: '评委评分权重', min: 0, max: 100 })
  COMMITTEE!: number;
}

export class RoleWeightsRequest {
  @NestedField(() => WeightsRequest, { label: '网格长的权重', optional: true })
  GRID_HEAD?: WeightsRequest;

  @NestedField(() => WeightsRequest, { label: '楼栋长的权重', optional: true })
  BUILDING_HEAD?: WeightsRequest;

  @NestedField(() => WeightsRequest, { label: '单元长的权重', optional: true })
  UNIT_HEAD?: WeightsRequest;
}

export class CreateRoundRequest {
  @IdField({ label: '评选范围', description: '街道或社区' })
  divisionId!: string;

  @TextField({ label: '名称', max: 100, example: '2025 年度优秀“三长”评选' })
  name!: string;

  @DayField({ label: '周期开始日', example: '2025-01-01' })
  periodFrom!: LocalDay;

  @DayField({ label: '周期截止日', example: '2025-12-31', description: '含当日' })
  periodTo!: LocalDay;

  @TextListField({ label: '参评角色', maxItems: 3, maxLength: 20, minItems: 1, of: HEAD_ROLES })
  roles!: HeadRole[];

  @TextField({ label: '依据文件', max: 200, example: '福街发〔2025〕12 号' })
  basisDocument!: string;

  @TextField({ label: '评选条件', max: 2000, optional: true })
  conditions?: string;

  @NestedField(() => RoleWeightsRequest, {
    label: '自定权重',
    optional: true,
    description: '不填则用规则里的权重;每个角色的五项合计须为 100',
  })
  weights?: RoleWeightsRequest;
}

export class ConfirmRoundRequest {
  @TextField({ label: '评议意见', max: 1000 })
  note!: string;
}

export class CancelRoundRequest {
  @TextField({ label: '取消原因', max: 500 })
  reason!: string;
}

export class RankingQuery {
  @ChoiceField({ label: '角色', of: HEAD_ROLES, optional: true })
  role?: HeadRole;
}

export class RoundHeadResponse implements RoundHead {
  @ApiProperty({ format: 'uuid', description: '评选编号' })
  id!: string;

  @ApiProperty({ format: 'uuid', description: '评选范围' })
  divisionId!: string;

  @ApiProperty({ description: '评选范围的名称' })
  divisionName!: string;

  @ApiProperty({ description: '评选范围的路径' })
  divisionPath!: string;

  @ApiProperty({ description: '名称' })
  name!: string;

  @ApiProperty({ type: String, format: 'date', description: '周期开始日' })
  periodFrom!: LocalDay;

  @ApiProperty({ type: String, format: 'date', description: '周期截止日(含)' })
  periodTo!: LocalDay;

  @ApiProperty({ enum: [...HEAD_ROLES], isArray: true, description: '参评角色' })
  roles!: readonly HeadRole[];

  @ApiProperty({ enum: [...roundStatuses], description: '状态:草稿、待评议、已定稿、已取消' })
  status!: RoundStatus;

  @ApiProperty({ nullable: true, type: String, format: 'date-time', description: '冻结时间' })
  frozenAt!: string | null;

  @ApiProperty({ nullable: true, type: String, format: 'date-time', description: '定稿时间' })
  decidedAt!: string | null;

  @ActorField('建立人')
  createdBy!: string;

  @ApiProperty({ format: 'date-time', description: '建立时间' })
  createdAt!: string;

  @ApiProperty({ type: 'integer', description: '版本' })
  version!: number;
}

export class RoundResponse extends RoundHeadResponse implements RoundView {
  @ApiProperty({ description: '依据文件' })
  basisDocument!: string;

  @ApiProperty({ nullable: true, type: String, description: '评选条件' })
  conditions!: string | null;

  @ApiProperty({ description: '规则版本' })
  policyVersion!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: '建立时固定下来的规则:权重、标准化方法、名额',
  })
  policy!: SelectionPolicy;

  @ApiProperty({
    nullable: true,
    type: 'object',
    additionalProperties: true,
    description: '冻结快照:台账位置、规则版本、抽签种子、各角色名额;未冻结为 null',
  })
  snapshot!: RoundSnapshot | null;

  @ActorField('定稿人', { nullable: true })
  decidedBy!: string | null;

  @ApiProperty({ nullable: true, type: String, description: '评议意见' })
  decisionNote!: string | null;

  @ApiProperty({ nullable: true, type: String, description: '取消原因' })
  cancelReason!: string | null;
}

/** A line of the list of rounds. */
export class ListedRoundResponse extends WithStanding(RoundHeadResponse) {}

/** A round as it is shown. */
export class ShownRoundResponse extends WithStanding(RoundResponse) {}

export class RoundListResponse {
  @ApiProperty({ type: [ListedRoundResponse] })
  items!: readonly ListedRoundResponse[];

  @ApiProperty({ nullable: true, type: String, description: '下一页位置' })
  next!: string | null;
}

export class ComponentResponse implements ComponentLine {
  @ApiProperty({ enum: [...SCORE_COMPONENTS], description: '评分项' })
  component!: ComponentLine['component'];

  @ApiProperty({ nullable: true, type: 'integer', description: '原始值:分钟、十分之一分或百分之一分' })
  raw!: number | null;

  @ApiProperty({ type: 'integer', description: '标准化得分,百分之一分' })
  normalisedHundredths!: number;

  @ApiProperty({ type: 'integer', description: '权重,万分之一' })
  weightBasisPoints!: number;

  @ApiProperty({ type: 'integer', description: '计入总分,百分之一分' })
  weightedHundredths!: number;
}

export class RankedHeadResponse implements RankedHead {
  @ApiProperty({ format: 'uuid', description: '任职' })
  appointmentId!: string;

  @ApiProperty({ format: 'uuid', description: '志愿者' })
  volunteerId!: string;

  @ApiProperty({ description: '志愿者编号' })
  volunteerNo!: string;

  @ApiProperty({ description: '姓名;本人未同意在排名中展示时脱敏' })
  displayName!: string;

  @ApiProperty({ enum: [...HEAD_ROLES], description: '角色' })
  role!: HeadRole;

  @ApiProperty({ format: 'uuid', description: '任职区划' })
  divisionId!: string;

  @ApiProperty({ description: '任职区划的名称' })
  divisionName!: string;

  @ApiProperty({ format: 'uuid', description: '所属社区' })
  communityId!: string;

  @ApiProperty({ description: '所属社区的名称' })
  communityName!: string;

  @ApiProperty({ type: 'integer', description: '周期内服务分钟' })
  serviceMinutes!: number;

  @ApiProperty({ type: 'integer', description: '周期内积分,十分之一分' })
  pointTenths!: number;

  @ApiProperty({ nullable: true, type: 'integer', description: '考评平均,百分之一分' })
  assessmentHundredths!: number | null;

  @ApiProperty({ description: '是否具备参评资格' })
  isEligible!: boolean;

  @ApiProperty({ type: [String], description: '不具备资格的原因' })
  ineligibleReasons!: readonly IneligibleReason[];

  @ApiProperty({ type: [ComponentResponse], description: '各评分项' })
  components!: readonly ComponentResponse[];

  @ApiProperty({ nullable: true, type: 'integer', description: '总分,百分之一分' })
  totalHundredths!: number | null;

  @ApiProperty({ nullable: true, type: 'integer', description: '名次(按角色)' })
  place!: number | null;

  @ApiProperty({ description: '是否在建议名单内' })
  isProposed!: boolean;

  @ApiProperty({ type: [String], description: '每项得分和名次的说明' })
  explanation!: readonly string[];
}

export class SelectionRankingResponse {
  @ApiProperty({ type: [RankedHeadResponse], description: '先按角色,再按名次;不具备资格的排在后面' })
  items!: readonly RankedHeadResponse[];
}

export class SnapshotDifferenceResponse {
  @ApiProperty({ nullable: true, type: String, format: 'uuid', description: '任职;整个快照的差异为 null' })
  appointmentId!: string | null;

  @ApiProperty({ type: String, description: '哪一部分不同', example: 'LEDGER_DIGEST' })
  what!: SnapshotDifference;
}

export class SnapshotVerificationResponse implements SnapshotVerification {
  @ApiProperty({ description: '从台账重新计算的结果是否与冻结时完全一致' })
  isIdentical!: boolean;

  @ApiProperty({ type: 'integer', description: '核对的行数' })
  checkedLines!: number;

  @ApiProperty({ type: [SnapshotDifferenceResponse], description: '差异,最多 100 条' })
  differences!: readonly SnapshotDifferenceResponse[];
}
