import { Module } from '@nestjs/common';
import { PoliciesModule } from '../../../place/policies';
import { MinorsModule } from '../minors';
import { PersonModule } from '../person';
import { AnswerGuardian } from './application/answer-guardian';
import { AskGuardian } from './application/ask-guardian';
import { EndGuardianRequests } from './application/end-guardian-requests';
import { GuardianLinks } from './application/guardian-links';
import { GuardianStandings } from './application/guardian-standings';
import { ShowGuardianRequests } from './application/show-guardian-requests';
import { TextGuardian } from './application/text-guardian';
import { GuardianLinksController } from './http/guardian-links.controller';
import { GuardianRequestsController } from './http/guardian-requests.controller';
import { GuardianJobHandlers } from './jobs/guardian-job-handlers';
import { GuardianRequests } from './persistence/guardian-requests';

/** The guardian's consent by text message: asked, answered on the own phone, and taken back. */
@Module({
  imports: [PersonModule, MinorsModule, PoliciesModule],
  controllers: [GuardianLinksController, GuardianRequestsController],
  providers: [
    ...[AskGuardian, TextGuardian, GuardianLinks, AnswerGuardian, EndGuardianRequests, ShowGuardianRequests],
    ...[GuardianStandings, GuardianRequests, GuardianJobHandlers],
  ],
  exports: [AskGuardian, GuardianLinks, GuardianStandings],
})
export class GuardiansModule {}
