import { ApiProperty } from '@nestjs/swagger';
import { InstantField, TextField } from '../../../../platform/delivery/http/fields';
import { RecordChangeResponse } from '../../records';

export class CorrectRecordRequest {
  @InstantField({ label: '实际签到时间' })
  checkedInAt!: string;

  @InstantField({ label: '实际签退时间' })
  checkedOutAt!: string;

  @TextField({ label: '更正理由', min: 2, max: 500 })
  reason!: string;
}

export class VoidRecordRequest {
  @TextField({ label: '作废理由', min: 2, max: 500 })
  reason!: string;
}

export class RecordCorrectionResponse extends RecordChangeResponse {
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: '等待另一人同意的更正；记录尚未确认时没有，直接重新审核',
  })
  decisionId!: string | null;
}
