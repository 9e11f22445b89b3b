import { AuditChecks } from '../../platform/audit/audit-checks';
import { Module, type OnModuleInit } from '@nestjs/common';
import { LedgerModule } from '../ledger';
import { PoliciesModule } from '../policies';
import { VolunteersModule } from '../volunteers';
import { PointsCheck } from './application/points-check';
import { PointsForRecord } from './application/points-for-record';
import { ShowPoints } from './application/show-points';
import { StarLevels } from './application/star-levels';
import { PointsController } from './http/points.controller';

@Module({
  imports: [LedgerModule, PoliciesModule, VolunteersModule],
  controllers: [PointsController],
  providers: [PointsCheck, PointsForRecord, ShowPoints, StarLevels],
  exports: [PointsForRecord, StarLevels],
})
export class PointsModule implements OnModuleInit {
  constructor(
    private readonly audits: AuditChecks,
    private readonly points: PointsCheck,
  ) {}

  onModuleInit(): void {
    this.audits.declare(this.points.check());
  }
}
