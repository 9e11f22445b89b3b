import { Module } from '@nestjs/common';
import { PoliciesModule } from '../../../place/policies';
import { ActivitiesModule } from '../../activities';
import { OutcomesController } from './http/outcomes.controller';
import { ExcuseDeadlines } from './application/excuses';
import { Excuses } from './application/excuses';
import { SettleSignups } from './application/settle-signups';
import { OutcomeHandlers } from './jobs/outcome-handlers';
import { SignupOutcomeRepository } from './persistence/signup-outcome.repository';

/** What became of a sign-up: came, excused, stayed away. */
@Module({
  imports: [PoliciesModule, ActivitiesModule],
  controllers: [OutcomesController],
  providers: [ExcuseDeadlines, Excuses, SettleSignups, OutcomeHandlers, SignupOutcomeRepository],
  exports: [SettleSignups],
})
export class SignupOutcomesModule {}
