import { AuditChecks } from '../../platform/data/audit/audit-checks';
import { Module, type OnModuleInit } from '@nestjs/common';
import { LedgerModule } from '../ledger';
import { PoliciesModule } from '../../place/policies';
import { VolunteersModule } from '../../people/volunteers';
import { AskManualPosting, ManualPostingFacts } from './application/ask-manual-posting';
import { ExplainPointEntry } from './application/explain-point-entry';
import { ManualCeilings } from './application/manual-ceilings';
import { PointsCheck } from './application/points-check';
import { PointsForRecord } from './application/points-for-record';
import { PostManually } from './application/post-manually';
import { ShowPoints } from './application/show-points';
import { StarLevels } from './application/star-levels';
import { ManualPostingsController } from './http/manual-postings.controller';
import { PointsController } from './http/points.controller';
import { PointEntryReader } from './persistence/point-entry-reader';
import { ManualPostingRepository } from './persistence/manual-posting.repository';

@Module({
  imports: [LedgerModule, PoliciesModule, VolunteersModule],
  controllers: [PointsController, ManualPostingsController],
  providers: [
    ...[PointsCheck, PointsForRecord, ShowPoints, StarLevels, ExplainPointEntry, PointEntryReader],
    ...[AskManualPosting, ManualPostingFacts, ManualCeilings, PostManually, ManualPostingRepository],
  ],
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
