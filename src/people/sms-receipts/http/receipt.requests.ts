import { ApiProperty } from '@nestjs/swagger';
import {
  ChoiceField,
  DayField,
  IdField,
  InstantField,
  IntField,
  TextField,
} from '../../../platform/delivery/http/fields';
import { PageQuery } from '../../../platform/delivery/http/paging';
import { type ReceiptState, receiptStates } from '../persistence/receipt.repository';

export class ReceiptsQuery extends PageQuery {
  @IntField({ label: '回执号', min: 1, max: Number.MAX_SAFE_INTEGER, optional: true, example: 1024 })
  receiptNo?: number;

  @ChoiceField({ label: '状态', of: receiptStates, optional: true })
  state?: ReceiptState;
}

export class ReceiptResponse {
  @TextField({ label: '回执号', max: 20 })
  receiptNo!: string;

  @IdField({ label: '记录' })
  recordId!: string;

  @IdField({ label: '志愿者' })
  volunteerId!: string;

  @TextField({ label: '志愿者编号', max: 20 })
  volunteerNo!: string;

  @TextField({ label: '活动名称', max: 200 })
  activityTitle!: string;

  @DayField({ label: '服务日期' })
  servedOn!: string;

  @IntField({ label: '认定分钟', min: 0, max: 1_440 })
  creditedMinutes!: number;

  @TextField({ label: '记录状态', max: 20 })
  recordStatus!: string;

  @ChoiceField({
    label: '状态',
    of: receiptStates,
    description:
      'WAITING 待发,SENDING 正在发,SENT 已交网关,FAILED 多次未交出,UNKNOWN 不知是否交出(不再重发),SKIPPED 不必发',
  })
  state!: ReceiptState;

  @IntField({ label: '次数', min: 0, max: 100 })
  attempts!: number;

  @TextField({ label: '不必发的原因', max: 40, nullable: true })
  reason!: string | null;

  @InstantField({ label: '写入时间' })
  queuedAt!: string;

  @InstantField({ label: '办结时间', nullable: true })
  settledAt!: string | null;
}

export class ReceiptPage {
  @ApiProperty({ type: [ReceiptResponse] })
  items!: readonly ReceiptResponse[];

  @TextField({ label: '下一页位置', max: 400, nullable: true })
  next!: string | null;
}
