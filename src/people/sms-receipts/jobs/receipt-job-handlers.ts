import { Injectable } from '@nestjs/common';
import { HandlesJob } from '../../../platform/data/queue';
import type { NoticeKey } from '../../notices';
import { SendReceipts } from '../application/send-receipts';
import { TextNotices } from '../application/text-notices';
import { receiptsDue, textNotice } from './receipt-jobs';

@Injectable()
export class ReceiptJobHandlers {
  constructor(
    private readonly receipts: SendReceipts,
    private readonly texts: TextNotices,
  ) {}

  @HandlesJob(receiptsDue)
  async send(): Promise<void> {
    await this.receipts.execute();
  }

  @HandlesJob(textNotice)
  async text(key: NoticeKey): Promise<void> {
    await this.texts.send(key);
  }
}
