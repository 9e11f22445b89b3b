import { Injectable } from '@nestjs/common';
import { HandlesJob } from '../../../platform/data/queue';
import { SendReceipts } from '../application/send-receipts';
import { receiptsDue } from './receipt-jobs';

@Injectable()
export class ReceiptJobHandlers {
  constructor(private readonly receipts: SendReceipts) {}

  @HandlesJob(receiptsDue)
  async send(): Promise<void> {
    await this.receipts.execute();
  }
}
