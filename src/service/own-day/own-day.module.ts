import { Module } from '@nestjs/common';
import { AttendanceModule } from '../attendance';
import { ServiceHoursModule } from '../service-hours';
import { ShowToday } from './application/show-today';
import { TodayController } from './http/today.controller';
import { OwnDayReader } from './persistence/own-day-reader';

/** What today is for one volunteer. */
@Module({
  imports: [AttendanceModule, ServiceHoursModule],
  controllers: [TodayController],
  providers: [ShowToday, OwnDayReader],
})
export class OwnDayModule {}
