import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger';
import { PoliciesModule } from '../policies';
import { PointsForRecord } from './application/points-for-record';
import { StarLevels } from './application/star-levels';

@Module({
  imports: [LedgerModule, PoliciesModule],
  providers: [PointsForRecord, StarLevels],
  exports: [PointsForRecord, StarLevels],
})
export class PointsModule {}
