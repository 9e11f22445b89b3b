import { Module } from '@nestjs/common';
import { NoticesModule } from '../../../people/notices';
import { VolunteersModule } from '../../../people/volunteers';
import { DivisionsModule } from '../../../place/divisions';
import { PoliciesModule } from '../../../place/policies';
import { HoursComputingModule } from '../computing';
import { ServiceRecordsModule } from '../records';
import { ObjectionsModule } from '../objections';
import { ReviewQueuesController } from './http/review-queues.controller';
import { CompletionClocks } from './application/completion-clocks';
import { ListMissingCheckOuts } from './application/list-missing-check-outs';
import { ListUnfinished } from './application/list-unfinished';
import { RemindCheckOuts } from './application/remind-check-outs';
import { RemindCompletion } from './application/remind-completion';
import { TellAutoClosed } from './application/tell-auto-closed';
import { UnfinishedQueue } from './application/unfinished-queue';
import { ReminderJobHandlers } from './jobs/reminder-job-handlers';
import { MissingCheckOuts } from './persistence/missing-check-outs';
import { ReminderFacts } from './persistence/reminder-facts';
import { UnfinishedRecords } from './persistence/unfinished-records';

/** What waits for somebody, how long it may, and who is reminded. */
@Module({
  imports: [
    NoticesModule,
    VolunteersModule,
    DivisionsModule,
    PoliciesModule,
    HoursComputingModule,
    ServiceRecordsModule,
    ObjectionsModule,
  ],
  controllers: [ReviewQueuesController],
  providers: [
    CompletionClocks,
    ListMissingCheckOuts,
    ListUnfinished,
    RemindCheckOuts,
    RemindCompletion,
    TellAutoClosed,
    UnfinishedQueue,
    ReminderJobHandlers,
    MissingCheckOuts,
    ReminderFacts,
    UnfinishedRecords,
  ],
  exports: [ListMissingCheckOuts, ListUnfinished, RemindCheckOuts, RemindCompletion, TellAutoClosed],
})
export class ServiceRemindersModule {}
