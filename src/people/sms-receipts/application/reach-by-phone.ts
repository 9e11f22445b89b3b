import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { Sms } from '../../phone-sign-in';
import { ReceiptRepository, type Way } from '../persistence/receipt.repository';

/** Whom news reaches on a phone: in the inbox of an account, or by the text messages somebody agreed to. */
@Injectable()
export class ReachByPhone {
  constructor(
    private readonly receipts: ReceiptRepository,
    private readonly sms: Sms,
  ) {}

  /** Of these people the ones whom nothing reaches: they are told by mouth and on paper. */
  async unreached(volunteerIds: readonly string[]): Promise<ReadonlySet<string>> {
    const ways = await this.ways(volunteerIds);
    return new Set(volunteerIds.filter((id) => ways.get(id) === null));
  }

  /** By which way news reaches each of these people; null where none does. Unknown ids are left out. */
  async ways(volunteerIds: readonly string[], tx?: Transaction): Promise<ReadonlyMap<string, Way | null>> {
    return this.receipts.waysTo(volunteerIds, this.sms.isSetUp, tx);
  }
}
