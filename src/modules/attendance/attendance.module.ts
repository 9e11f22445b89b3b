import { Module } from '@nestjs/common';
import { ActivitiesModule } from '../activities';
import { PoliciesModule } from '../policies';
import { VolunteersModule } from '../volunteers';
import { CodeGuesses } from './application/code-guesses';
import { Kiosk } from './application/kiosk';
import { KioskGuesses } from './application/kiosk-guesses';
import { KioskPeople } from './application/kiosk-people';
import { PersonFactsSource } from './application/person-facts';
import { DeviceTokens } from './application/device-tokens';
import { DrawCode } from './application/draw-code';
import { PunchByScan } from './application/punch-by-scan';
import { PunchDesk } from './application/punch-desk';
import { PunchWriter } from './application/punch-writer';
import { RecordPunch } from './application/record-punch';
import { RunOfflineRollCall } from './application/run-offline-roll-call';
import { RunRollCall } from './application/run-roll-call';
import { ScanTickets } from './application/scan-tickets';
import { ShiftDevices } from './application/shift-devices';
import { ShiftFactsSource } from './application/shift-facts';
import { ShowCode } from './application/show-code';
import { ShowRoster } from './application/show-roster';
import { StaffPunch } from './application/staff-punch';
import { TakeOfflinePunches } from './application/take-offline-punches';
import { VolunteerCards } from './application/volunteer-cards';
import { AttendanceController } from './http/attendance.controller';
import { DevicesController } from './http/devices.controller';
import { KioskController } from './http/kiosk.controller';
import { OfflinePunchesController } from './http/offline-punches.controller';
import { ScansController } from './http/scans.controller';
import { AttendanceDirectory } from './persistence/attendance-directory';
import { LatePunchRepository } from './persistence/late-punch.repository';
import { PunchClaimRepository } from './persistence/punch-claim.repository';
import { ShiftDeviceRepository } from './persistence/shift-device.repository';
import { StatementPunchWriter } from './persistence/statement-punch-writer';

@Module({
  imports: [ActivitiesModule, PoliciesModule, VolunteersModule],
  controllers: [AttendanceController, ScansController, DevicesController, KioskController, OfflinePunchesController],
  providers: [
    { provide: PunchWriter, useClass: StatementPunchWriter },
    PunchDesk,
    CodeGuesses,
    PersonFactsSource,
    ShiftFactsSource,
    RecordPunch,
    RunRollCall,
    StaffPunch,
    ShowCode,
    ShowRoster,
    AttendanceDirectory,
    LatePunchRepository,
    ScanTickets,
    PunchByScan,
    DrawCode,
    ...[DeviceTokens, ShiftDevices, ShiftDeviceRepository, Kiosk, KioskGuesses, KioskPeople, VolunteerCards],
    ...[RunOfflineRollCall, TakeOfflinePunches, PunchClaimRepository],
  ],
  exports: [
    RecordPunch,
    RunRollCall,
    StaffPunch,
    ShowCode,
    AttendanceDirectory,
    LatePunchRepository,
    PunchClaimRepository,
  ],
})
export class AttendanceModule {}
