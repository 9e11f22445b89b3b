import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, InstantField, NestedField, TextField } from '../../../../platform/delivery/http/fields';
import { DirectionField, type PunchDirection, PunchIdField } from '../../punching';

class KioskPersonRequest {
  @TextField({ label: '志愿者二维码', max: 200, optional: true, description: '与姓名、手机后四位二选一' })
  card?: string;

  @TextField({ label: '姓名', max: 60, optional: true })
  name?: string;

  @TextField({
    label: '手机号后四位',
    min: 4,
    max: 4,
    pattern: /^\d{4}$/,
    hint: '须为四位数字',
    optional: true,
    example: '1234',
  })
  phoneLastFour?: string;
}

export class KioskPunchRequest extends KioskPersonRequest {
  @PunchIdField()
  punchId!: string;

  @DirectionField()
  direction!: PunchDirection;

  @InstantField({ label: '设备发送时间', optional: true })
  deviceSentAt?: string;
}

export class KioskLineRequest extends KioskPersonRequest {
  @PunchIdField()
  punchId!: string;

  @DirectionField()
  direction!: PunchDirection;

  @InstantField({ label: '打卡发生时间', description: '按设备时钟' })
  happenedAt!: string;
}

export class KioskBatchRequest {
  @InstantField({ label: '设备发送时间' })
  deviceSentAt!: string;

  @NestedField(() => KioskLineRequest, { label: '打卡', list: { min: 1, max: 1_000 } })
  lines!: KioskLineRequest[];
}

export class KioskReceiptResponse {
  @ApiProperty({ format: 'uuid' })
  punchId!: string;

  @DirectionField()
  direction!: PunchDirection;

  @ApiProperty({ description: '脱敏姓名' })
  maskedName!: string;

  @InstantField({ label: '记录的时间' })
  punchedAt!: string;

  @ApiProperty({ description: '记录了什么,下一步做什么' })
  message!: string;
}

export class KioskAnswerResponse {
  @ApiProperty({ format: 'uuid' })
  punchId!: string;

  @ChoiceField({ label: '结果', of: ['RECORDED', 'IN_REVIEW', 'DECLINED', 'REFUSED', 'RETRY'] })
  status!: 'RECORDED' | 'IN_REVIEW' | 'DECLINED' | 'REFUSED' | 'RETRY';

  @ApiProperty({ description: '说明' })
  message!: string;

  @ApiProperty({ description: '未记录或待复核的原因代码', required: false })
  code?: string;
}

export class KioskBatchResponse {
  @ApiProperty({ type: [KioskAnswerResponse], description: '逐行结果,顺序与请求一致' })
  items!: readonly KioskAnswerResponse[];
}

export class KioskBoardResponse {
  @ApiProperty({ format: 'uuid', description: '场次' })
  shiftId!: string;

  @ApiProperty({ description: '活动名称' })
  activityTitle!: string;

  @ApiProperty({ description: '六位打卡码' })
  digits!: string;

  @ApiProperty({ description: '二维码(SVG)' })
  svg!: string;

  @ApiProperty({ type: 'integer', description: '几秒后换新' })
  secondsLeft!: number;
}
