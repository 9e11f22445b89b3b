import { Module } from '@nestjs/common';
import { DivisionsModule } from '../../place/divisions';
import { EvidenceModule } from '../../ledger/evidence';
import { LedgerModule } from '../../ledger/ledger';
import { VolunteersModule } from '../../people/volunteers';
import { SummariseMonth } from './application/summarise-month';
import { VolunteerStatementFile } from './application/volunteer-statement-file';
import { ReportsController } from './http/reports.controller';
import { StatementQuery } from './persistence/statement-query';
import { SummaryQuery } from './persistence/summary-query';

@Module({
  imports: [DivisionsModule, EvidenceModule, LedgerModule, VolunteersModule],
  controllers: [ReportsController],
  providers: [SummariseMonth, VolunteerStatementFile, StatementQuery, SummaryQuery],
  exports: [SummariseMonth, VolunteerStatementFile],
})
export class ReportsModule {}
