import { Module } from '@nestjs/common';
import { PersonModule } from '../person';
import { MinorsController } from './http/minors.controller';
import { IdNumberAccess } from './application/id-number-access';
import { RecordGuardian } from './application/record-guardian';
import { RequestReveal } from './application/request-reveal';
import { RevealMinors } from './application/reveal-minors';
import { GuardianRepository } from './persistence/guardian.repository';
import { RevealApprovals } from './persistence/reveal-approvals';

/** Guardians, and sealed fields shown for a reason; those of minors only by two. */
@Module({
  imports: [PersonModule],
  controllers: [MinorsController],
  providers: [IdNumberAccess, RecordGuardian, RequestReveal, RevealMinors, GuardianRepository, RevealApprovals],
  exports: [IdNumberAccess, RequestReveal, RevealMinors, GuardianRepository],
})
export class MinorsModule {}
