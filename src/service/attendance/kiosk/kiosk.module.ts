import { Module } from '@nestjs/common';
import { VolunteersModule } from '../../../people/volunteers';
import { ActivitiesModule } from '../../activities';
import { VolunteerCardsModule } from '../cards';
import { PunchingModule } from '../punching';
import { ShiftDevicesModule } from '../devices';
import { RollCallModule } from '../roll-call';
import { ScanModule } from '../scan';
import { OfflineModule } from '../offline';
import { KioskController } from './http/kiosk.controller';
import { Kiosk } from './application/kiosk';
import { KioskPeople } from './application/kiosk-people';

/** The tablet on the spot: people check in by card or by name. */
@Module({
  imports: [
    VolunteersModule,
    ActivitiesModule,
    VolunteerCardsModule,
    PunchingModule,
    ShiftDevicesModule,
    RollCallModule,
    ScanModule,
    OfflineModule,
  ],
  controllers: [KioskController],
  providers: [Kiosk, KioskPeople],
  exports: [Kiosk],
})
export class KioskModule {}
