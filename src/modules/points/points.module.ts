import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger';
import { PoliciesModule } from '../policies';
import { VolunteersModule } from '../volunteers';
import { PointsForRecord } from './application/points-for-record';
import { ShowPoints } from './application/show-points';
import { StarLevels } from './application/star-levels';
import { PointsController } from './http/points.controller';

@Module({
  imports: [LedgerModule, PoliciesModule, VolunteersModule],
  controllers: [PointsController],
  providers: [PointsForRecord, ShowPoints, StarLevels],
  exports: [PointsForRecord, StarLevels],
})
export class PointsModule {}
