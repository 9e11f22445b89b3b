import { Module, type OnModuleInit } from '@nestjs/common';
import { PersonExports, PersonTraces, VolunteersModule } from '../../people/volunteers';
import { VolunteerCardsModule } from './cards';
import { ShiftDevicesModule } from './devices';
import { GeofenceModule } from './geofence';
import { KioskModule } from './kiosk';
import { LiveBoardModule } from './live-board';
import { OfflineModule } from './offline';
import { SignupOutcomesModule } from './outcomes';
import { personTables } from './person-tables';
import { personTraces } from './person-traces';
import { PunchingModule } from './punching';
import { RollCallModule } from './roll-call';
import { ScanModule } from './scan';

/** From the lowest to the highest; each uses those before it by their doors. */
const subRooms = [
  GeofenceModule,
  VolunteerCardsModule,
  SignupOutcomesModule,
  PunchingModule,
  ShiftDevicesModule,
  RollCallModule,
  ScanModule,
  OfflineModule,
  KioskModule,
  LiveBoardModule,
];

@Module({
  imports: [VolunteersModule, ...subRooms],
  exports: subRooms,
})
export class AttendanceModule implements OnModuleInit {
  constructor(
    private readonly traces: PersonTraces,
    private readonly exports: PersonExports,
  ) {}

  onModuleInit(): void {
    this.traces.declare('attendance', personTraces);
    this.exports.declare('attendance', personTables);
  }
}
