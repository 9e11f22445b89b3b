import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';
import { ChoiceField, IdField, TextField } from '../../../../platform/delivery/http/fields';
import { type DenialChannel, denialChannels } from '../../records';

export class ReplyToCallRequest {
  @IdField({ label: '场次' })
  shiftId!: string;

  @ApiProperty({ description: 'true 我参加了，false 没有参加' })
  @IsBoolean({ message: '请选择是否参加。' })
  isPresent!: boolean;
}

export class CallReplyResponse extends ReplyToCallRequest {
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: '随之提出的异议' })
  objectionId!: string | null;

  @ApiProperty({ description: '记下了什么，下一步是什么' })
  message!: string;
}

export class RaiseObjectionRequest {
  @TextField({ label: '异议理由', min: 2, max: 500 })
  grounds!: string;

  @TextField({ label: '证据', min: 2, max: 1000, optional: true, description: '如在场证人、照片、签到表的说明' })
  evidence?: string;
}

export class RecordDenialRequest {
  @ChoiceField({
    label: '本人否认的方式',
    of: denialChannels,
    description: 'PHONE 来电,COUNTER 当面,LETTER 书面,SMS_REPLY 回短信',
  })
  channel!: DenialChannel;

  @TextField({ label: '本人所述', min: 2, max: 300, example: '那天在外地,没有参加' })
  statement!: string;
}

export class AnswerObjectionRequest {
  @ChoiceField({ label: '结论', of: ['UPHELD', 'DISMISSED'], description: 'UPHELD 成立,DISMISSED 不成立' })
  outcome!: 'UPHELD' | 'DISMISSED';

  @TextField({ label: '答复', min: 2, max: 500 })
  answer!: string;
}

export class ObjectionResponse {
  @IdField({ label: '异议' })
  id!: string;

  @IdField({ label: '记录' })
  recordId!: string;

  @ChoiceField({ label: '状态', of: ['OPEN', 'UPHELD', 'DISMISSED'] })
  status!: 'OPEN' | 'UPHELD' | 'DISMISSED';
}
