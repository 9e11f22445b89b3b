import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, IdField, TextField } from '../../../platform/delivery/http/fields';
import { ActorField } from '../../../platform/delivery/http/names';
import { PageQuery } from '../../../platform/delivery/http/paging';
import { StandingResponse } from '../../../platform/security/decisions';
import type { ConsentView, MergeView, OwnMergeView } from '../application/show-merges';
import type { MergeStatus } from '../persistence/merge.repository';

const statuses = ['PROPOSED', 'APPROVED', 'REJECTED'] as const;

export class ProposeMergeRequest {
  @IdField({ label: '被并入的志愿者', description: '合并后这个编号停用' })
  mergedVolunteerId!: string;

  @IdField({ label: '保留的志愿者' })
  survivingVolunteerId!: string;

  @TextField({ label: '合并理由', min: 2, max: 200, example: '同一人登记了两次,第二次证件号写错一位' })
  reason!: string;

  @ChoiceField({ label: '本人同意的方式', of: ['PAPER', 'ASSISTED'], description: '书面,或当面同意由工作人员记录' })
  consentChannel!: 'PAPER' | 'ASSISTED';

  @TextField({ label: '同意书存放处', min: 2, max: 200, example: '御景社区 2026 年合并登记册第 3 页' })
  consentReference!: string;
}

export class DecideMergeRequest {
  @ChoiceField({ label: '决定', of: ['APPROVE', 'REJECT'] })
  decision!: 'APPROVE' | 'REJECT';

  @TextField({ label: '原因', min: 2, max: 200, optional: true, description: '不同意时必填' })
  reason?: string;
}

export class MergesQuery extends PageQuery {
  @ChoiceField({ label: '状态', of: statuses, optional: true })
  status?: MergeStatus;
}

export class MergeIdResponse {
  @ApiProperty({ format: 'uuid', description: '合并申请' })
  id!: string;
}

export class MergeDecisionResponse extends MergeIdResponse {
  @ApiProperty({ enum: [...statuses], description: '状态' })
  status!: MergeStatus;
}

export class MergeConsentResponse implements ConsentView {
  @ApiProperty({ format: 'uuid', description: '同意的志愿者' })
  volunteerId!: string;

  @ApiProperty({ enum: ['ACCOUNT', 'PAPER'], description: 'ACCOUNT 本人账号，PAPER 本人签字的书面同意' })
  channel!: 'ACCOUNT' | 'PAPER';

  @ApiProperty({ type: String, nullable: true, description: '书面同意存放处' })
  reference!: string | null;

  @ActorField('登记人')
  recordedBy!: string;

  @ApiProperty({ type: String, format: 'date-time', description: '登记时间' })
  recordedAt!: Date;
}

export class MergeResponse extends StandingResponse implements MergeView {
  @ApiProperty({ format: 'uuid', description: '合并申请' })
  id!: string;

  @ApiProperty({ enum: [...statuses], description: '状态' })
  status!: MergeStatus;

  @ApiProperty({ format: 'uuid', description: '被并入的志愿者' })
  mergedVolunteerId!: string;

  @ApiProperty({ description: '被并入的志愿者编号' })
  mergedVolunteerNo!: string;

  @ApiProperty({ format: 'uuid', description: '保留的志愿者' })
  survivingVolunteerId!: string;

  @ApiProperty({ description: '保留的志愿者编号' })
  survivingVolunteerNo!: string;

  @ApiProperty({ description: '合并理由' })
  reason!: string;

  @ApiProperty({ enum: ['PAPER', 'ASSISTED'], description: '本人同意的方式' })
  consentChannel!: 'PAPER' | 'ASSISTED';

  @ApiProperty({ description: '同意书存放处' })
  consentReference!: string;

  @ActorField('提出人')
  proposedBy!: string;

  @ApiProperty({ type: String, format: 'date-time', description: '提出时间' })
  proposedAt!: Date;

  @ActorField('审批人', { nullable: true })
  decidedBy!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: '审批时间' })
  decidedAt!: Date | null;

  @ApiProperty({ type: String, nullable: true, description: '审批理由' })
  decisionReason!: string | null;

  @ApiProperty({ type: [MergeConsentResponse], description: '已有的本人同意' })
  consents!: readonly MergeConsentResponse[];

  @ApiProperty({ type: [String], description: '还缺谁同意（志愿者）' })
  missingConsents!: readonly string[];
}

export class OwnMergeResponse extends MergeIdResponse implements OwnMergeView {
  @ApiProperty({ description: '被并入的志愿者编号' })
  mergedVolunteerNo!: string;

  @ApiProperty({ description: '保留的志愿者编号' })
  survivingVolunteerNo!: string;

  @ApiProperty({ description: '合并理由' })
  reason!: string;

  @ApiProperty({ type: String, format: 'date-time', description: '提出时间' })
  proposedAt!: Date;

  @ApiProperty({ description: '您是否已经同意' })
  hasAgreed!: boolean;
}

export class OwnMergesResponse {
  @ApiProperty({ type: [OwnMergeResponse] })
  items!: readonly OwnMergeResponse[];
}

export class AnswerMergeRequest {
  @ChoiceField({ label: '答复', of: ['AGREE', 'DISAGREE'], description: 'DISAGREE：合并作罢' })
  answer!: 'AGREE' | 'DISAGREE';
}

export class PaperConsentRequest {
  @IdField({ label: '签字的志愿者' })
  volunteerId!: string;

  @TextField({ label: '本人书面同意存放处', min: 2, max: 200, example: '御景社区 2026 年合并同意书第 3 号' })
  reference!: string;
}

export class MergePageResponse {
  @ApiProperty({ type: [MergeResponse] })
  items!: readonly MergeResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页的位置' })
  next!: string | null;
}
