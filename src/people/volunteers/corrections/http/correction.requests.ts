import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, FlagField, IdField, InstantField, TextField } from '../../../../platform/delivery/http/fields';
import { PageQuery } from '../../../../platform/delivery/http/paging';
import { WithStanding } from '../../../../platform/security/decisions';
import { type CorrectionStatus, correctionStatuses } from '../persistence/identity-corrections';

export class CorrectionRequestBody {
  @TextField({ label: '正确的姓名', max: 40, optional: true, example: '王桂蓝' })
  name?: string;

  @TextField({ label: '正确的身份证号码', max: 40, optional: true, example: '11010519491231002X' })
  idNumber?: string;

  @TextField({ label: '更正原因', min: 2, max: 200, example: '登记时写错一个字' })
  reason!: string;
}

export class CorrectionDecisionRequest {
  @ChoiceField({ label: '决定', of: ['APPROVE', 'REJECT'] })
  decision!: 'APPROVE' | 'REJECT';

  @TextField({ label: '答复', min: 2, max: 200, optional: true, description: '不同意时必填,本人会看到' })
  reason?: string;
}

export class CorrectionLookRequest {
  @TextField({ label: '查看原因', min: 4, max: 200, description: '记入审计日志', example: '核对更正申请' })
  reason!: string;
}

export class CorrectionsQuery extends PageQuery {
  @ChoiceField({ label: '状态', of: correctionStatuses, optional: true })
  status?: CorrectionStatus;
}

export class CorrectionStateResponse {
  @IdField({ label: '更正申请' })
  id!: string;

  @ChoiceField({ label: '状态', of: correctionStatuses })
  status!: CorrectionStatus;
}

export class OwnCorrectionResponse extends CorrectionStateResponse {
  @IdField({ label: '志愿者' })
  volunteerId!: string;

  @TextField({ label: '志愿者编号', max: 20 })
  volunteerNo!: string;

  @TextField({ label: '登记的姓名', max: 40 })
  nameBefore!: string;

  @TextField({ label: '更正后的姓名', max: 40, nullable: true, description: '空为不变' })
  nameAfter!: string | null;

  @TextField({ label: '登记的身份证号码', max: 20, description: '只显示第一位' })
  idNumberBefore!: string;

  @TextField({ label: '更正后的身份证号码', max: 20, nullable: true, description: '只显示第一位；空为不变' })
  idNumberAfter!: string | null;

  @TextField({ label: '更正原因', max: 200 })
  reason!: string;

  @FlagField({ label: '附有证明材料' })
  hasProof!: boolean;

  @TextField({ label: '答复', max: 200, nullable: true })
  answer!: string | null;

  @InstantField({ label: '提出时间' })
  requestedAt!: string;

  @InstantField({ label: '处理时间', nullable: true })
  decidedAt!: string | null;

  @IdField({ label: '同号登记', nullable: true, description: '已用新号码登记的志愿者,可提出合并;只给审核人' })
  mergeWith!: string | null;
}

export class CorrectionResponse extends WithStanding(OwnCorrectionResponse) {}

export class OwnCorrectionPageResponse {
  @ApiProperty({ type: [OwnCorrectionResponse] })
  items!: readonly OwnCorrectionResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页的位置' })
  next!: string | null;
}

export class CorrectionPageResponse {
  @ApiProperty({ type: [CorrectionResponse] })
  items!: readonly CorrectionResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页的位置' })
  next!: string | null;
}

export class IdentityResponse {
  @TextField({ label: '姓名', max: 40 })
  name!: string;

  @TextField({ label: '身份证号码', max: 20 })
  idNumber!: string;
}

export class RevealedCorrectionResponse {
  @ApiProperty({ type: IdentityResponse, description: '登记的' })
  before!: IdentityResponse;

  @ApiProperty({ type: IdentityResponse, description: '更正后的' })
  after!: IdentityResponse;
}
