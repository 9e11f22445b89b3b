import { Module, type OnModuleInit } from '@nestjs/common';
import { AuditChecks, EvidenceModule } from '../evidence';
import { openingChecks } from './persistence/opening-checks';
import { DivisionsModule } from '../divisions';
import { LedgerModule } from '../ledger';
import { BrowseOpenings } from './application/browse-openings';
import { DecideOpening } from './application/decide-opening';
import { SubmitOpening } from './application/submit-opening';
import { OpeningsController } from './http/openings.controller';
import { OpeningRepository } from './persistence/opening.repository';

@Module({
  imports: [EvidenceModule, DivisionsModule, LedgerModule],
  controllers: [OpeningsController],
  providers: [BrowseOpenings, DecideOpening, SubmitOpening, OpeningRepository],
})
export class OpeningsModule implements OnModuleInit {
  constructor(private readonly audits: AuditChecks) {}

  onModuleInit(): void {
    this.audits.declare(...openingChecks);
  }
}
