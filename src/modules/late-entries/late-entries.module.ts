import { Module } from '@nestjs/common';
import { ActivitiesModule } from '../activities';
import { AttendanceModule } from '../attendance';
import { ServiceHoursModule } from '../service-hours';
import { DecidePunchClaim } from './application/decide-punch-claim';
import { ListPunchClaims } from './application/list-punch-claims';
import { ClaimsController } from './http/claims.controller';
import { ClaimQueue } from './persistence/claim-queue';

/** What is entered after the fact: late punches, paper sheets, self-declarations. */
@Module({
  imports: [ActivitiesModule, AttendanceModule, ServiceHoursModule],
  controllers: [ClaimsController],
  providers: [DecidePunchClaim, ListPunchClaims, ClaimQueue],
  exports: [DecidePunchClaim],
})
export class LateEntriesModule {}
