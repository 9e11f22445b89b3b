import { Module } from '@nestjs/common';
import { NoticesModule } from '../../../people/notices';
import { SmsReceiptsModule } from '../../../people/sms-receipts';
import { VolunteersModule } from '../../../people/volunteers';
import { ActivitiesModule } from '../../activities';
import { PunchingModule } from '../punching';
import { RollCallsController } from './http/roll-calls.controller';
import { AddWalkIn } from './application/add-walk-in';
import { NameGuesses } from './application/name-guesses';
import { RestOfShift } from './application/rest-of-shift';
import { RunRollCall } from './application/run-roll-call';
import { ShowCallList } from './application/show-call-list';
import { ShowRoster } from './application/show-roster';
import { StaffPunch } from './application/staff-punch';
import { TellCalled } from './application/tell-called';
import { CalledPeople } from './persistence/called-people';

/** Who is here, as a leader or staff say; those who were called are told. */
@Module({
  imports: [NoticesModule, SmsReceiptsModule, VolunteersModule, ActivitiesModule, PunchingModule],
  controllers: [RollCallsController],
  providers: [
    ...[AddWalkIn, NameGuesses, RestOfShift, RunRollCall, ShowCallList, ShowRoster, StaffPunch, TellCalled],
    CalledPeople,
  ],
  exports: [NameGuesses, RunRollCall, ShowRoster, StaffPunch, TellCalled, CalledPeople],
})
export class RollCallModule {}
