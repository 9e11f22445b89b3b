import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, IdField, TextField } from '../../../platform/delivery/http/fields';
import { ActorField, DivisionField, TeamField } from '../../../platform/delivery/http/names';
import { WithStanding } from '../../../platform/security/decisions';
import type { Transfer, TransferConsent, TransferStatus } from '../persistence/transfer.repository';

const statuses = ['REQUESTED', 'ACCEPTED', 'DECLINED'] as const;

export class OwnTransferRequest {
  @IdField({ label: '目标区划', optional: true, description: '转社区时填写' })
  toDivisionId?: string;

  @IdField({ label: '原服务队', optional: true, description: '转队时填写' })
  fromTeamId?: string;

  @IdField({ label: '目标服务队', optional: true, description: '转队时填写' })
  toTeamId?: string;

  @TextField({ label: '原因', min: 2, max: 200, example: '搬家到河畔社区' })
  reason!: string;
}

export class TransferRequest extends OwnTransferRequest {
  @ChoiceField({ label: '本人同意的方式', of: ['PAPER', 'ASSISTED'], description: '书面,或当面同意由工作人员记录' })
  consentChannel!: 'PAPER' | 'ASSISTED';

  @TextField({ label: '同意书存放处', min: 2, max: 200 })
  consentReference!: string;
}

export class DecideTransferRequest {
  @ChoiceField({ label: '决定', of: ['ACCEPT', 'DECLINE'] })
  decision!: 'ACCEPT' | 'DECLINE';

  @TextField({ label: '原因', min: 2, max: 200, optional: true, description: '不接收时必填,本人会看到' })
  reason?: string;
}

export class TransferIdResponse {
  @ApiProperty({ format: 'uuid', description: '转移申请' })
  id!: string;
}

export class TransferDecisionResponse extends TransferIdResponse {
  @ApiProperty({ enum: [...statuses], description: '状态' })
  status!: TransferStatus;
}

export class TransferResponse extends TransferDecisionResponse implements Transfer {
  @ApiProperty({ format: 'uuid', description: '志愿者' })
  volunteerId!: string;

  @ApiProperty({ description: '志愿者编号' })
  volunteerNo!: string;

  @DivisionField('原区划', { nullable: true })
  fromDivisionId!: string | null;

  @DivisionField('目标区划', { nullable: true })
  toDivisionId!: string | null;

  @TeamField('原服务队', { nullable: true })
  fromTeamId!: string | null;

  @TeamField('目标服务队', { nullable: true })
  toTeamId!: string | null;

  @ApiProperty({ description: '原因' })
  reason!: string;

  @ApiProperty({ enum: ['SELF', 'PAPER', 'ASSISTED'], description: '本人同意的方式' })
  consentChannel!: TransferConsent;

  @ApiProperty({ type: String, nullable: true, description: '同意书存放处' })
  consentReference!: string | null;

  @ActorField('申请人')
  requestedBy!: string;

  @ApiProperty({ type: String, format: 'date-time', description: '申请时间' })
  requestedAt!: Date;

  @ActorField('审批人', { nullable: true })
  decidedBy!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: '审批时间' })
  decidedAt!: Date | null;

  @ApiProperty({ type: String, nullable: true, description: '审批理由' })
  decisionReason!: string | null;
}

/** A transfer as the side that takes the person in sees it. */
export class ReceivedTransferResponse extends WithStanding(TransferResponse) {}

export class ReceivedTransferPageResponse {
  @ApiProperty({ type: [ReceivedTransferResponse] })
  items!: readonly ReceivedTransferResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页的位置' })
  next!: string | null;
}

export class TransferPageResponse {
  @ApiProperty({ type: [TransferResponse] })
  items!: readonly TransferResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页的位置' })
  next!: string | null;
}
