import { Module } from '@nestjs/common';
import { DivisionsModule } from '../divisions';
import { LedgerModule } from '../ledger';
import { BrowseOpenings } from './application/browse-openings';
import { DecideOpening } from './application/decide-opening';
import { SubmitOpening } from './application/submit-opening';
import { OpeningsController } from './http/openings.controller';
import { OpeningRepository } from './persistence/opening.repository';

@Module({
  imports: [DivisionsModule, LedgerModule],
  controllers: [OpeningsController],
  providers: [BrowseOpenings, DecideOpening, SubmitOpening, OpeningRepository],
})
export class OpeningsModule {}
