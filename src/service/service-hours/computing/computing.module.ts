import { Module } from '@nestjs/common';
import { DutyModule } from '../../../people/duty';
import { PoliciesModule } from '../../../place/policies';
import { ActivitiesModule } from '../../activities';
import { AttendanceModule } from '../../attendance';
import { ComputeHours } from './application/compute-hours';
import { HoursComputer } from './application/hours-computer';
import { PlacePublicity } from './application/place-publicity';
import { PublicityPeriods } from './application/publicity-period';
import { TakenAttendance } from './application/taken-attendance';
import { ShiftPlans } from './application/shift-plans';
import { ServiceRecordRepository } from './persistence/service-record.repository';

/** What the punches of a shift are worth: the rules, and the records that come of them. */
@Module({
  imports: [DutyModule, PoliciesModule, ActivitiesModule, AttendanceModule],
  providers: [
    ComputeHours,
    HoursComputer,
    PlacePublicity,
    PublicityPeriods,
    TakenAttendance,
    ShiftPlans,
    ServiceRecordRepository,
  ],
  exports: [ComputeHours, HoursComputer, PlacePublicity, PublicityPeriods, ShiftPlans, ServiceRecordRepository],
})
export class HoursComputingModule {}
