import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CloseShift } from './application/close-shift';
import { ExtendShift } from './application/extend-shift';
import { OverdueShifts } from './jobs/overdue-shifts';
import { ActivityRow } from './persistence/activity.row';
import { ShiftDirectory } from './persistence/shift-directory';
import { ShiftRepository } from './persistence/shift.repository';
import { SignupDirectory } from './persistence/signup-directory';

@Module({
  imports: [TypeOrmModule.forFeature([ActivityRow])],
  providers: [CloseShift, ExtendShift, OverdueShifts, ShiftDirectory, ShiftRepository, SignupDirectory],
  exports: [CloseShift, ExtendShift, ShiftDirectory, SignupDirectory],
})
export class ActivitiesModule {}
