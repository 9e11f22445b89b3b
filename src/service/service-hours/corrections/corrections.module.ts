import { Module } from '@nestjs/common';
import { AttendanceModule } from '../../attendance';
import { HoursComputingModule } from '../computing';
import { ServiceRecordsModule } from '../records';
import { RecomputeModule } from '../recompute';
import { RecordCorrectionsController } from './http/record-corrections.controller';
import { AskCorrection } from './application/ask-correction';
import { RecordCorrectionKind } from './application/record-correction-kind';
import { CorrectRecord } from './application/correct-record';
import { LateEvidence } from './application/late-evidence';

/** Records that say something wrong, and evidence that comes late. */
@Module({
  imports: [AttendanceModule, HoursComputingModule, ServiceRecordsModule, RecomputeModule],
  controllers: [RecordCorrectionsController],
  providers: [AskCorrection, RecordCorrectionKind, CorrectRecord, LateEvidence],
  exports: [CorrectRecord, LateEvidence],
})
export class RecordCorrectionsModule {}
