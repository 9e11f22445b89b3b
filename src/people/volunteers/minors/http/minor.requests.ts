import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, TextField } from '../../../../platform/delivery/http/fields';
import { ActorField } from '../../../../platform/delivery/http/names';
import { WithStanding } from '../../../../platform/security/decisions';
import type { RecordGuardianCommand } from '../application/record-guardian';
import type { WaitingReveal } from '../application/reveal-minors';
import { type RevealField, revealFields } from '../domain/reveal';

export class RevealApprovalRequest {
  @ChoiceField({ label: '内容', of: revealFields })
  field!: RevealField;

  @TextField({ label: '查看原因', min: 4, max: 200, description: '第二人会看到;加密保存' })
  reason!: string;
}

export class RevealRequestedResponse {
  @ApiProperty({ format: 'uuid', description: '查看申请' })
  id!: string;
}

export class RevealApprovedResponse extends RevealRequestedResponse {
  @ApiProperty({ format: 'date-time', description: '在此之前可看一次' })
  expiresAt!: string;
}

export class WaitingRevealResponse extends WithStanding(RevealRequestedResponse) implements WaitingReveal {
  @ApiProperty({ format: 'uuid', description: '志愿者' })
  volunteerId!: string;

  @ApiProperty({ description: '志愿者编号' })
  volunteerNo!: string;

  @ApiProperty({ enum: [...revealFields], description: '内容' })
  field!: RevealField;

  @ApiProperty({ description: '查看原因' })
  reason!: string;

  @ActorField('提出人')
  requestedBy!: string;

  @ApiProperty({ format: 'date-time', description: '提出时间' })
  requestedAt!: string;
}

export class WaitingRevealsResponse {
  @ApiProperty({ type: [WaitingRevealResponse] })
  items!: readonly WaitingRevealResponse[];
}

export class GuardianRequest implements Omit<RecordGuardianCommand, 'volunteerId'> {
  @TextField({ label: '监护人姓名', max: 40 })
  name!: string;

  @TextField({ label: '与本人的关系', max: 20, example: '母亲' })
  relation!: string;

  @TextField({ label: '监护人手机号码', max: 30 })
  phone!: string;

  @TextField({ label: '同意书存放处', min: 2, max: 100, example: '社区档案柜 2026-17 号' })
  proof!: string;

  @TextField({ label: '同意书版本', max: 40, example: '2026-1' })
  textVersion!: string;
}

export class GuardianRecordedResponse {
  @ApiProperty({ format: 'uuid', description: '监护人' })
  id!: string;

  @ApiProperty({ format: 'uuid', description: '监护人的同意' })
  consentId!: string;
}
