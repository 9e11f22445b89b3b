import { Module } from '@nestjs/common';
import { VolunteersModule } from '../../../people/volunteers';
import { PoliciesModule } from '../../../place/policies';
import { ActivitiesModule } from '../../activities';
import { GeofenceModule } from '../geofence';
import { PunchesController } from './http/punches.controller';
import { CodeGuesses } from './application/code-guesses';
import { KeepClaims } from './application/keep-claims';
import { PersonFactsSource } from './application/person-facts';
import { PunchDesk } from './application/punch-desk';
import { PunchExplainer } from './application/punch-explainer';
import { PunchTimes } from './application/punch-times';
import { PunchWitness } from './application/punch-witness';
import { PunchWriter } from './application/punch-writer';
import { RecordPunch } from './application/record-punch';
import { ShiftFactsSource } from './application/shift-facts';
import { AttendanceDirectory } from './persistence/attendance-directory';
import { GroupPunchWriter } from './persistence/group-punch-writer';
import { LatePunchRepository } from './persistence/late-punch.repository';
import { NearPeople } from './persistence/near-people';
import { PunchClaimRepository } from './persistence/punch-claim.repository';

/** One check-in or check-out: what decides about it, how it is written, what is kept of it. */
@Module({
  imports: [VolunteersModule, PoliciesModule, ActivitiesModule, GeofenceModule],
  controllers: [PunchesController],
  providers: [
    { provide: PunchWriter, useClass: GroupPunchWriter },
    CodeGuesses,
    KeepClaims,
    PersonFactsSource,
    PunchDesk,
    PunchExplainer,
    PunchTimes,
    PunchWitness,
    RecordPunch,
    ShiftFactsSource,
    AttendanceDirectory,
    LatePunchRepository,
    NearPeople,
    PunchClaimRepository,
  ],
  exports: [
    KeepClaims,
    PunchDesk,
    PunchExplainer,
    PunchTimes,
    PunchWitness,
    RecordPunch,
    ShiftFactsSource,
    AttendanceDirectory,
    LatePunchRepository,
    PunchClaimRepository,
  ],
})
export class PunchingModule {}
