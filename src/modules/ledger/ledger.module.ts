import { Module } from '@nestjs/common';
import { VolunteersModule } from '../volunteers';
import { LedgerPosting } from './application/ledger-posting';
import { LedgerVerifier } from './application/ledger-verifier';
import { PostManually } from './application/post-manually';
import { ReverseCause } from './application/reverse-cause';
import { ShowLedger } from './application/show-ledger';
import { VerifyLedger } from './application/verify-ledger';
import { LedgerController } from './http/ledger.controller';
import { ManualPostingsController } from './http/manual-postings.controller';
import { LedgerReader } from './persistence/ledger-reader';
import { LedgerRepository } from './persistence/ledger.repository';
import { ManualPostingRepository } from './persistence/manual-posting.repository';

@Module({
  imports: [VolunteersModule],
  controllers: [LedgerController, ManualPostingsController],
  providers: [
    LedgerPosting,
    LedgerVerifier,
    ReverseCause,
    ShowLedger,
    VerifyLedger,
    LedgerReader,
    LedgerRepository,
    ManualPostingRepository,
    PostManually,
  ],
  exports: [LedgerPosting, LedgerVerifier, ReverseCause, LedgerReader],
})
export class LedgerModule {}
