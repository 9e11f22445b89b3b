import { Module } from '@nestjs/common';
import { WaitingQueues } from '../../../platform/security/waiting';
import { DivisionsModule } from '../../../place/divisions';
import { PoliciesModule } from '../../../place/policies';
import { ActivitiesModule } from '../../activities';
import { OutcomesController } from './http/outcomes.controller';
import { ExcuseDeadlines } from './application/excuses';
import { Excuses } from './application/excuses';
import { ShowOpenExcuses } from './application/show-open-excuses';
import { SettleSignups } from './application/settle-signups';
import { OutcomeHandlers } from './jobs/outcome-handlers';
import { excusesQueue } from './persistence/excuses-queue';
import { SignupOutcomeRepository } from './persistence/signup-outcome.repository';

/** What became of a sign-up: came, excused, stayed away. */
@Module({
  imports: [DivisionsModule, PoliciesModule, ActivitiesModule],
  controllers: [OutcomesController],
  providers: [ExcuseDeadlines, Excuses, ShowOpenExcuses, SettleSignups, OutcomeHandlers, SignupOutcomeRepository],
  exports: [SettleSignups],
})
export class SignupOutcomesModule {
  constructor(queues: WaitingQueues) {
    queues.declare(excusesQueue);
  }
}
