import { Module } from '@nestjs/common';
import { VolunteersModule } from '../volunteers';
import { LedgerPosting } from './application/ledger-posting';
import { LedgerVerifier } from './application/ledger-verifier';
import { ReverseCause } from './application/reverse-cause';
import { ShowLedger } from './application/show-ledger';
import { VerifyLedger } from './application/verify-ledger';
import { LedgerController } from './http/ledger.controller';
import { LedgerReader } from './persistence/ledger-reader';
import { StatementReader } from './persistence/statement-reader';
import { ledgerStores } from './shards/ledger-stores';

@Module({
  imports: [VolunteersModule],
  controllers: [LedgerController],
  providers: [LedgerPosting, LedgerVerifier, ReverseCause, ShowLedger, VerifyLedger, StatementReader, ...ledgerStores],
  exports: [LedgerPosting, LedgerVerifier, ReverseCause, LedgerReader, StatementReader],
})
export class LedgerModule {}
