import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField } from '../../../../platform/delivery/http/fields';
import { ActorField } from '../../../../platform/delivery/http/names';
import { WithStanding } from '../../../../platform/security/decisions';
import { type ClosingReason, closingReasons } from '../domain/closing';

export class ClosingReasonRequest {
  @ChoiceField({ label: '原因', of: closingReasons, description: '只选代码,不写文字:文字里可能有要被忘记的人的信息' })
  reason!: ClosingReason;
}

export class ClosingDecisionRequest {
  @ChoiceField({ label: '处理', of: ['APPROVE', 'DECLINE'] })
  decision!: 'APPROVE' | 'DECLINE';
}

export class ClosingStateResponse {
  @ApiProperty({ format: 'uuid', description: '注销申请' })
  id!: string;

  @ApiProperty({ enum: ['OPEN', 'APPROVED', 'DECLINED'], description: '状态' })
  status!: 'OPEN' | 'APPROVED' | 'DECLINED';
}

export class ClosingRequestResponse extends WithStanding(ClosingStateResponse) {
  @ApiProperty({ format: 'uuid', description: '志愿者' })
  volunteerId!: string;

  @ApiProperty({ description: '志愿者编号' })
  volunteerNo!: string;

  @ApiProperty({ enum: [...closingReasons], description: '原因' })
  reason!: ClosingReason;

  @ActorField('提出人')
  requestedBy!: string;

  @ApiProperty({ format: 'date-time', type: String, description: '提出时间' })
  requestedAt!: Date;
}

export class ClosingRequestPageResponse {
  @ApiProperty({ type: [ClosingRequestResponse] })
  items!: readonly ClosingRequestResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页的位置' })
  next!: string | null;
}
