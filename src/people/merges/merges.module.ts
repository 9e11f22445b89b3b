import { Module } from '@nestjs/common';
import { WaitingQueues } from '../../platform/security/waiting';
import { TeamsModule } from '../teams';
import { VolunteersModule } from '../volunteers';
import { AnswerMerge } from './application/answer-merge';
import { DecideMerge } from './application/decide-merge';
import { ProposeMerge } from './application/propose-merge';
import { ShowMerges, ShowOwnMerges } from './application/show-merges';
import { MergeAnswersController } from './http/merge-answers.controller';
import { MergesController } from './http/merges.controller';
import { MergeRepository } from './persistence/merge.repository';
import { MergeConsents } from './persistence/merge-consents';
import { mergesQueue } from './persistence/merges-queue';

@Module({
  imports: [VolunteersModule, TeamsModule],
  controllers: [MergesController, MergeAnswersController],
  providers: [ProposeMerge, DecideMerge, AnswerMerge, ShowMerges, ShowOwnMerges, MergeRepository, MergeConsents],
})
export class MergesModule {
  constructor(queues: WaitingQueues) {
    queues.declare(mergesQueue);
  }
}
