import { Module } from '@nestjs/common';
import { LedgerModule } from '../../../ledger/ledger';
import { PointsModule } from '../../../ledger/points';
import { NoticesModule } from '../../../people/notices';
import { VolunteersModule } from '../../../people/volunteers';
import { DivisionsModule } from '../../../place/divisions';
import { ServiceRecordsModule } from '../records';
import { CapsController } from './http/caps.controller';
import { CapPosting } from './application/cap-posting';
import { DecideCaps } from './application/decide-caps';
import { DecideCap } from './application/decide-cap';
import { DecisionSources } from './application/decide-cap';
import { ListCaps } from './application/list-caps';
import { RecordInvestigations } from './application/record-investigations';
import { CapQueue } from './persistence/cap-queue';

/** Minutes above the cap of a day, and the decision about them. */
@Module({
  imports: [LedgerModule, PointsModule, NoticesModule, VolunteersModule, DivisionsModule, ServiceRecordsModule],
  controllers: [CapsController],
  providers: [CapPosting, DecideCap, DecideCaps, DecisionSources, ListCaps, RecordInvestigations, CapQueue],
  exports: [DecideCap, DecisionSources, ListCaps],
})
export class DayCapsModule {}
