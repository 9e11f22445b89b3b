import { Module } from '@nestjs/common';
import { LedgerModule } from '../../../ledger/ledger';
import { NoticesModule } from '../../../people/notices';
import { VolunteersModule } from '../../../people/volunteers';
import { DivisionsModule } from '../../../place/divisions';
import { PoliciesModule } from '../../../place/policies';
import { AttendanceModule } from '../../attendance';
import { HoursComputingModule } from '../computing';
import { ServiceRecordsModule } from '../records';
import { DayCapsModule } from '../caps';
import { RecomputeController } from './http/recompute.controller';
import { RevisionPosting } from './application/revision-posting';
import { ApplyRecompute } from './application/apply-recompute';
import { DecideRecompute } from './application/decide-recompute';
import { RecomputePeriod } from './application/recompute-period';
import { RecomputePlanner } from './application/recompute-planner';
import { RecomputePosting } from './application/recompute-posting';
import { ShowRecompute } from './application/show-recompute';
import { RecomputeJobHandlers } from './jobs/recompute-job-handlers';
import { RecomputeRepository } from './persistence/recompute.repository';
import { RecordReversal } from './application/record-reversal';

/** Confirmed records computed again, reversed and posted anew. */
@Module({
  imports: [
    LedgerModule,
    NoticesModule,
    VolunteersModule,
    DivisionsModule,
    PoliciesModule,
    AttendanceModule,
    HoursComputingModule,
    ServiceRecordsModule,
    DayCapsModule,
  ],
  controllers: [RecomputeController],
  providers: [
    RevisionPosting,
    ApplyRecompute,
    DecideRecompute,
    RecomputePeriod,
    RecomputePlanner,
    RecomputePosting,
    ShowRecompute,
    RecomputeJobHandlers,
    RecomputeRepository,
    RecordReversal,
  ],
  exports: [RevisionPosting, ApplyRecompute, DecideRecompute, RecomputePeriod, RecomputePlanner, ShowRecompute],
})
export class RecomputeModule {}
