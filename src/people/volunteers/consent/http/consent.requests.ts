import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, TextField } from '../../../../platform/delivery/http/fields';
import {
  type ConsentChannel,
  consentChannels,
  type ConsentPurpose,
  consentPurposes,
  enteredChannels,
} from '../../person';
import type { ConsentState } from '../application/grant-consent';

export class ConsentRequest {
  @ChoiceField({ label: '用途', of: consentPurposes })
  purpose!: ConsentPurpose;

  @TextField({ label: '同意书版本', max: 40, example: '2026-1' })
  textVersion!: string;

  @ChoiceField({ label: '方式', of: enteredChannels, description: '本人填 SELF,其余由工作人员核对后录入' })
  channel!: (typeof enteredChannels)[number];
}

export class WithdrawConsentRequest {
  @ChoiceField({ label: '用途', of: consentPurposes })
  purpose!: ConsentPurpose;
}

export class ConsentResponse {
  @ApiProperty({ enum: [...consentPurposes], description: '用途' })
  purpose!: ConsentPurpose;

  @ApiProperty({ description: '同意书版本' })
  textVersion!: string;

  @ApiProperty({ enum: [...consentChannels], description: '方式；SMS 为监护人用短信链接确认' })
  channel!: ConsentChannel;

  @ApiProperty({ format: 'date-time', description: '同意时间' })
  grantedAt!: string;
}

export class ConsentStateResponse implements ConsentState {
  @ApiProperty({ format: 'uuid', description: '志愿者' })
  volunteerId!: string;

  @ApiProperty({ enum: [...consentPurposes], description: '用途' })
  purpose!: ConsentPurpose;

  @ApiProperty({ description: '是否同意' })
  isGranted!: boolean;
}
