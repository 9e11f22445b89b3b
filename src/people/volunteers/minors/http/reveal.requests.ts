import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, TextField } from '../../../../platform/delivery/http/fields';
import { type RevealField, revealFields } from '../domain/reveal';

export class RevealRequest {
  @ChoiceField({ label: '内容', of: revealFields })
  field!: RevealField;

  @TextField({ label: '查看原因', min: 4, max: 200, description: '记入审计日志', example: '核对保险名单' })
  reason!: string;
}

export class RevealResponse {
  @ApiProperty({ type: String, nullable: true, description: '完整内容;未填写时为空' })
  value!: string | null;
}
