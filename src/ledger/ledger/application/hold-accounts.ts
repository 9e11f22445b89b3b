import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { LedgerRepository } from '../persistence/ledger.repository';

/** Holds a volunteer's accounts still, so that what is read afterwards stays true until the transaction ends. */
@Injectable()
export class HoldAccounts {
  constructor(private readonly ledger: LedgerRepository) {}

  /** Waits for postings that are under way; whoever posts or reverses afterwards waits for this transaction. */
  async execute(tx: Transaction, volunteerId: string): Promise<void> {
    await this.ledger.hold(tx, volunteerId);
  }
}
