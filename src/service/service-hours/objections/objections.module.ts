import { Module } from '@nestjs/common';
import { NoticesModule } from '../../../people/notices';
import { VolunteersModule } from '../../../people/volunteers';
import { AttendanceModule } from '../../attendance';
import { HoursComputingModule } from '../computing';
import { ServiceRecordsModule } from '../records';
import { OwnObjectionsController } from './http/own-objections.controller';
import { ObjectionsController } from './http/objections.controller';
import { AnswerObjection } from './application/answer-objection';
import { DenyRecord } from './application/deny-record';
import { ListObjections } from './application/list-objections';
import { ObjectionFiling } from './application/objection-filing';
import { RaiseObjection } from './application/raise-objection';
import { ReplyToCall } from './application/reply-to-call';
import { ObjectionDirectory } from './persistence/objection-directory';

/** What people say against a record, and the answer. */
@Module({
  imports: [NoticesModule, VolunteersModule, AttendanceModule, HoursComputingModule, ServiceRecordsModule],
  controllers: [OwnObjectionsController, ObjectionsController],
  providers: [
    AnswerObjection,
    DenyRecord,
    ListObjections,
    ObjectionFiling,
    RaiseObjection,
    ReplyToCall,
    ObjectionDirectory,
  ],
  exports: [AnswerObjection, ListObjections, RaiseObjection, ReplyToCall],
})
export class ObjectionsModule {}
