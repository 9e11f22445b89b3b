import { Injectable } from '@nestjs/common';
import { Sms } from '../../phone-sign-in';
import { ReceiptRepository } from '../persistence/receipt.repository';

/** Whom news reaches on a phone: in the inbox of an account, or by the text messages somebody agreed to. */
@Injectable()
export class ReachByPhone {
  constructor(
    private readonly receipts: ReceiptRepository,
    private readonly sms: Sms,
  ) {}

  /** Of these people the ones whom nothing reaches: they are told by mouth and on paper. */
  async unreached(volunteerIds: readonly string[]): Promise<ReadonlySet<string>> {
    return new Set(await this.receipts.withoutPhone(volunteerIds, this.sms.isSetUp));
  }
}
