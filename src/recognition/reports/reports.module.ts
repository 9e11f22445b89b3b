import { Module } from '@nestjs/common';
import { DivisionsModule } from '../../place/divisions';
import { EvidenceModule } from '../../ledger/evidence';
import { LedgerModule } from '../../ledger/ledger';
import { VolunteersModule } from '../../people/volunteers';
import { RunReport } from './application/run-report';
import { VolunteerStatementFile } from './application/volunteer-statement-file';
import { reports } from './definitions';
import { controllerOf } from './http/report-controller';
import { StatementsController } from './http/statements.controller';
import { StatementQuery } from './persistence/statement-query';

@Module({
  imports: [DivisionsModule, EvidenceModule, LedgerModule, VolunteersModule],
  controllers: [StatementsController, ...reports.map(controllerOf)],
  providers: [RunReport, VolunteerStatementFile, StatementQuery],
  exports: [VolunteerStatementFile],
})
export class ReportsModule {}
