import { Module } from '@nestjs/common';
import { LedgerPosting } from './application/ledger-posting';
import { ReverseCause } from './application/reverse-cause';
import { LedgerReader } from './persistence/ledger-reader';
import { LedgerRepository } from './persistence/ledger.repository';

@Module({
  providers: [LedgerPosting, ReverseCause, LedgerReader, LedgerRepository],
  exports: [LedgerPosting, ReverseCause, LedgerReader],
})
export class LedgerModule {}
