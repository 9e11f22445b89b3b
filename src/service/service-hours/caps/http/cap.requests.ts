import { ApiProperty } from '@nestjs/swagger';
import { ArrayUnique } from 'class-validator';
import {
  ChoiceField,
  DayField,
  IdField,
  InstantField,
  IntField,
  NestedField,
  TextField,
} from '../../../../platform/delivery/http/fields';
import type { CapLine } from '../application/decide-caps';
import { PageQuery } from '../../../../platform/delivery/http/paging';
import { StandingResponse } from '../../../../platform/security/decisions';

const levels = ['COMMUNITY', 'STREET'] as const;
const LEVEL = 'COMMUNITY 社区审批(超过自动上限的部分),STREET 街道审批(再超过社区上限的部分)';

export class CapsQuery extends PageQuery {
  @ChoiceField({ label: '审批级别', of: levels, description: LEVEL })
  level!: (typeof levels)[number];
}

export class DecideCapRequest {
  @ChoiceField({ label: '审批级别', of: levels, description: LEVEL })
  level!: (typeof levels)[number];

  @IntField({ label: '批准分钟', min: 0, max: 2880, description: '其余的不予批准;0 表示全部不批准' })
  approvedMinutes!: number;

  @TextField({ label: '理由', min: 2, max: 500, description: '志愿者本人可见' })
  reason!: string;
}

export class DecideCapLineRequest extends DecideCapRequest {
  @IdField({ label: '记录', description: '一批里每条记录每一级只写一次' })
  recordId!: string;
}

const onceEach = ({ recordId, level }: DecideCapLineRequest): string => `${recordId}/${level}`;

export class DecideCapsRequest {
  @ArrayUnique(onceEach, { message: '同一条记录的同一级写了两次，请去掉一次。' })
  @NestedField(() => DecideCapLineRequest, { label: '逐条的决定', list: { min: 1, max: 50 } })
  lines!: DecideCapLineRequest[];
}

export class CapDecisionResponse {
  @IdField({ label: '审批' })
  id!: string;

  @IdField({ label: '记录' })
  recordId!: string;

  @IntField({ label: '批准分钟', min: 0, max: 2880 })
  approvedMinutes!: number;

  @IntField({ label: '不予批准分钟', min: 0, max: 2880 })
  refusedMinutes!: number;

  @IntField({ label: '本条累计批准分钟', min: 0, max: 2880 })
  grantedMinutes!: number;
}

export class CapLineResponse implements CapLine {
  @IdField({ label: '记录' })
  recordId!: string;

  @ChoiceField({ label: '审批级别', of: levels })
  level!: string;

  @ChoiceField({ label: '结果', of: ['DONE', 'REFUSED'] })
  status!: 'DONE' | 'REFUSED';

  @TextField({ label: '未办理的原因代码', max: 60, nullable: true, example: 'CAP_NOTHING_PENDING' })
  code!: string | null;

  @TextField({ label: '说明', max: 300, nullable: true })
  message!: string | null;

  @ApiProperty({ type: CapDecisionResponse, nullable: true, description: '办理的结果；未办理的为空' })
  result!: CapDecisionResponse | null;
}

export class CapLinesResponse {
  @ApiProperty({ type: [CapLineResponse], description: '逐条结果，次序与提交的一致' })
  items!: readonly CapLineResponse[];
}

export class CapItemResponse extends StandingResponse {
  @IdField({ label: '记录' })
  recordId!: string;

  @IdField({ label: '志愿者' })
  volunteerId!: string;

  @TextField({ label: '姓名', max: 60 })
  name!: string;

  @TextField({ label: '活动名称', max: 200 })
  activityTitle!: string;

  @IdField({ label: '区划' })
  divisionId!: string;

  @TextField({ label: '区划名称', max: 100 })
  divisionName!: string;

  @DayField({ label: '服务日期' })
  servedOn!: string;

  @InstantField({ label: '计划开始' })
  startsAt!: string;

  @ChoiceField({ label: '凭证等级', of: ['A', 'B', 'C', 'D', 'E'] })
  grade!: string;

  @IntField({ label: '已入账分钟', min: 0, max: 2880 })
  creditedMinutes!: number;

  @IntField({ label: '已批准分钟', min: 0, max: 2880 })
  grantedMinutes!: number;

  @ChoiceField({ label: '审批级别', of: levels })
  level!: string;

  @IntField({ label: '待审批分钟', min: 1, max: 2880 })
  pendingMinutes!: number;

  @InstantField({ label: '入账时间' })
  confirmedAt!: string;
}

export class CapPage {
  @ApiProperty({ type: [CapItemResponse] })
  items!: readonly CapItemResponse[];

  @TextField({ label: '下一页位置', max: 400, nullable: true })
  next!: string | null;
}
