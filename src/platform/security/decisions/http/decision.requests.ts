import type { Type } from '@nestjs/common';
import { ApiProperty, IntersectionType } from '@nestjs/swagger';
import { ChoiceField, TextField } from '../../../delivery/http/fields';
import { ActorField, DivisionField } from '../../../delivery/http/names';
import { PageQuery } from '../../../delivery/http/paging';
import type { Standing } from '../decision-guard';
import type { DecisionOutcome } from '../decision-request';
import type { MissingDecider, PossibleDecider } from '../possible-deciders';
import type { DecisionView } from '../show-decisions';

const outcomes = ['APPROVED', 'REJECTED', 'WITHDRAWN', 'EXPIRED'] as const;

export class DecisionListQuery extends PageQuery {
  @ChoiceField({ label: '范围', of: ['WAITING', 'ALL'], optional: true, description: '默认只列待决定的' })
  status?: 'WAITING' | 'ALL';

  @TextField({ label: '事项种类', max: 60, optional: true, example: 'points.adjust' })
  kind?: string;
}

export class DecideRequest {
  @ChoiceField({ label: '决定', of: ['APPROVE', 'REJECT'] })
  decision!: 'APPROVE' | 'REJECT';

  @TextField({ label: '理由', min: 2, max: 500, optional: true, description: '不同意时必填，提出人和当事人会看到' })
  reason?: string;
}

export class PossibleDeciderResponse implements PossibleDecider {
  @ApiProperty({ format: 'uuid', description: '账号', example: '0190f3a2-6b1c-7def-8a01-23456789abcd' })
  userId!: string;

  @ApiProperty({ description: '姓名或岗位', example: '李主任' })
  displayName!: string;

  @ApiProperty({ description: '角色', example: '社区工作者' })
  role!: string;

  @ApiProperty({ description: '负责的区划', example: '御景社区' })
  divisionName!: string;
}

export class WhyNotResponse {
  @ApiProperty({ description: '稳定的代码', example: 'DECISION_SAME_PERSON' })
  code!: string;

  @ApiProperty({
    description: '为什么不能，一句话',
    example: '提出和决定须由两个人办理：您就是提出人，请由另一人决定。',
  })
  sentence!: string;
}

export class MissingDeciderResponse implements MissingDecider {
  @ApiProperty({ description: '哪里', example: '御景社区' })
  place!: string;

  @ApiProperty({ type: [String], description: '缺哪些角色', example: ['社区工作者', '街道管理员'] })
  roles!: readonly string[];

  @ApiProperty({ description: '缺谁、怎么办，一句话' })
  sentence!: string;
}

/** Said before the click: whether the reader may decide, why not, and who may. */
export class StandingResponse implements Standing {
  @ApiProperty({ description: '您能否决定（同意）；不在等待决定的为否', example: false })
  mayDecide!: boolean;

  @ApiProperty({
    type: WhyNotResponse,
    nullable: true,
    description: '不能决定的原因，与提交后答复的一致；能决定的、不在等待决定的为空',
  })
  whyNot!: WhyNotResponse | null;

  @ApiProperty({
    type: [PossibleDeciderResponse],
    description: '您不能决定时，谁能决定，最多五人，近的在前；空表示还须指定人',
  })
  whoMay!: readonly PossibleDeciderResponse[];

  @ApiProperty({ type: MissingDeciderResponse, nullable: true, description: '没有人能决定时，缺谁' })
  missing!: MissingDeciderResponse | null;
}

/** A row of a list of what waits, with where the reader stands to it. */
export function WithStanding<Row extends object>(row: Type<Row>): Type<Row & StandingResponse> {
  return IntersectionType(row, StandingResponse) as unknown as Type<Row & StandingResponse>;
}

export class DecisionResponse extends StandingResponse implements DecisionView {
  @ApiProperty({ format: 'uuid', description: '事项' })
  id!: string;

  @ApiProperty({ description: '种类的代码', example: 'points.adjust' })
  kind!: string;

  @ApiProperty({ description: '种类', example: '手工积分' })
  label!: string;

  @ApiProperty({ description: '请求办什么，一句话' })
  sentence!: string;

  @DivisionField('负责决定的区划')
  divisionId!: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: '所涉对象' })
  subjectId!: string | null;

  @ApiProperty({ type: [String], description: '当事志愿者' })
  concerned!: readonly string[];

  @ApiProperty({ description: '提出的理由' })
  reason!: string;

  @ApiProperty({ type: [String], description: '依据：附件编号或材料存放处' })
  evidence!: readonly string[];

  @ActorField('提出人')
  askedBy!: string;

  @ApiProperty({ type: String, format: 'date-time', description: '提出时间' })
  askedAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: '期限，过期不再执行' })
  expiresAt!: string | null;

  @ApiProperty({ enum: [...outcomes], type: String, nullable: true, description: '结果；空为待决定' })
  outcome!: DecisionOutcome | null;

  @ActorField('决定人', { nullable: true })
  decidedBy!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: '决定时间' })
  decidedAt!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '决定的理由' })
  decisionReason!: string | null;
}

export class DecisionPageResponse {
  @ApiProperty({ type: [DecisionResponse], description: '事项' })
  items!: readonly DecisionResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页的位置' })
  next!: string | null;
}

export class DecidedResponse {
  @ApiProperty({ format: 'uuid', description: '事项' })
  id!: string;

  @ApiProperty({ enum: [...outcomes], description: '结果' })
  outcome!: DecisionOutcome;

  @ApiProperty({ type: Object, nullable: true, description: '办理结果，内容随种类而不同' })
  result!: unknown;
}
