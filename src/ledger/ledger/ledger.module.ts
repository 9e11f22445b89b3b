import { Module, type OnModuleInit } from '@nestjs/common';
import { PersonExports, VolunteersModule } from '../../people/volunteers';
import { HoldAccounts } from './application/hold-accounts';
import { LedgerPosting } from './application/ledger-posting';
import { LedgerVerifier } from './application/ledger-verifier';
import { LinkedAccounts } from './application/linked-accounts';
import { ReverseCause } from './application/reverse-cause';
import { ShowLedger } from './application/show-ledger';
import { VerifyLedger } from './application/verify-ledger';
import { LedgerController } from './http/ledger.controller';
import { LedgerReader } from './persistence/ledger-reader';
import { LedgerRepository } from './persistence/ledger.repository';
import { StatementReader } from './persistence/statement-reader';
import { personTables } from './persistence/person-tables';

@Module({
  imports: [VolunteersModule],
  controllers: [LedgerController],
  providers: [
    LedgerPosting,
    LedgerVerifier,
    ReverseCause,
    ShowLedger,
    VerifyLedger,
    StatementReader,
    HoldAccounts,
    LinkedAccounts,
    LedgerRepository,
    LedgerReader,
  ],
  exports: [LedgerPosting, LedgerVerifier, ReverseCause, LedgerReader, StatementReader, HoldAccounts, LinkedAccounts],
})
export class LedgerModule implements OnModuleInit {
  constructor(private readonly exports: PersonExports) {}

  onModuleInit(): void {
    this.exports.declare('ledger', personTables);
  }
}
