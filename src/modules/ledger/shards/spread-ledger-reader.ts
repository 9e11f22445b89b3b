import type { Transaction, UnitOfWork } from '../../../platform/database/unit-of-work';
import type { AccountKind } from '../domain/posting';
import { type Balances, LedgerReader } from '../persistence/ledger-reader';
import type { LedgerShards } from './ledger-shards';

/**
 * Reads through the main database's windows on the shards, like everybody else, with one exception: a transaction that
 * decides by a sum and then posts reads on the branch that it will post on, where it sees its own postings and waits for
 * those that are being committed.
 */
export class SpreadLedgerReader extends LedgerReader {
  constructor(
    unitOfWork: UnitOfWork,
    private readonly shards: LedgerShards,
  ) {
    super(unitOfWork);
  }

  override async balances(volunteerId: string, tx?: Transaction): Promise<Balances> {
    return super.balances(volunteerId, await this.there(volunteerId, tx));
  }

  override async sumEffective(
    volunteerId: string,
    accountKind: AccountKind,
    span: { readonly from: Date; readonly to: Date },
    tx?: Transaction,
  ): Promise<number> {
    return super.sumEffective(volunteerId, accountKind, span, await this.there(volunteerId, tx));
  }

  /** A snapshot shows all servers as of one moment: it is left alone. */
  private async there(volunteerId: string, tx?: Transaction): Promise<Transaction | undefined> {
    if (tx?.isolation !== 'READ COMMITTED') return tx;
    return this.shards.hold(tx, this.shards.of(volunteerId), [volunteerId]);
  }
}
