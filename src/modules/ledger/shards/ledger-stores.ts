import type { Provider } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { Outbox } from '../../../platform/outbox';
import { LedgerReader } from '../persistence/ledger-reader';
import { LedgerRepository } from '../persistence/ledger.repository';
import { LedgerShards } from './ledger-shards';
import { SpreadLedgerReader } from './spread-ledger-reader';
import { SpreadLedgerRepository } from './spread-ledger.repository';

/** Repository and reader: the plain ones in the main database, or those that find the server of a volunteer. */
export const ledgerStores: readonly Provider[] = [
  LedgerShards,
  {
    provide: LedgerRepository,
    inject: [LedgerShards, Outbox, Clock],
    useFactory: (shards: LedgerShards, outbox: Outbox, clock: Clock) =>
      shards.isSpread ? new SpreadLedgerRepository(shards, outbox, clock) : new LedgerRepository(),
  },
  {
    provide: LedgerReader,
    inject: [UnitOfWork, LedgerShards],
    useFactory: (unitOfWork: UnitOfWork, shards: LedgerShards) =>
      shards.isSpread ? new SpreadLedgerReader(unitOfWork, shards) : new LedgerReader(unitOfWork),
  },
];
