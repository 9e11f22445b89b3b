import { Module, type OnModuleInit } from '@nestjs/common';
import { IdentityModule } from '../../platform/security/identity/identity.module';
import { ActivitiesModule } from '../activities';
import { DivisionsModule } from '../../place/divisions';
import { NoticesModule } from '../../people/notices';
import { PoliciesModule } from '../../place/policies';
import { TeamsModule } from '../../people/teams';
import { PersonExports, PersonTraces, VolunteersModule } from '../../people/volunteers';
import { BoardPulse } from './application/board-pulse';
import { CodeGuesses } from './application/code-guesses';
import { ExcuseDeadlines, Excuses } from './application/excuses';
import { DropPositions } from './application/drop-positions';
import { Kiosk } from './application/kiosk';
import { KioskGuesses } from './application/kiosk-guesses';
import { KioskPeople } from './application/kiosk-people';
import { KeepClaims } from './application/keep-claims';
import { LocatePunch } from './application/locate-punch';
import { OfflineLines } from './application/offline-lines';
import { PersonFactsSource } from './application/person-facts';
import { DeviceTokens } from './application/device-tokens';
import { DrawCode } from './application/draw-code';
import { PrintCardSheet } from './application/print-card-sheet';
import { PunchByScan } from './application/punch-by-scan';
import { PunchDesk } from './application/punch-desk';
import { PunchExplainer } from './application/punch-explainer';
import { PunchTimes } from './application/punch-times';
import { PunchWitness } from './application/punch-witness';
import { PunchWriter } from './application/punch-writer';
import { RecordPunch } from './application/record-punch';
import { RestOfShift } from './application/rest-of-shift';
import { RunOfflineRollCall } from './application/run-offline-roll-call';
import { RunRollCall } from './application/run-roll-call';
import { ScanTickets } from './application/scan-tickets';
import { SetGeofence } from './application/set-geofence';
import { SettleSignups } from './application/settle-signups';
import { ShiftDevices } from './application/shift-devices';
import { ShiftFactsSource } from './application/shift-facts';
import { ShowCode } from './application/show-code';
import { ShowRoster } from './application/show-roster';
import { StaffPunch } from './application/staff-punch';
import { TakeOfflinePunches } from './application/take-offline-punches';
import { TellCalled } from './application/tell-called';
import { VolunteerCards } from './application/volunteer-cards';
import { WatchAttendance } from './application/watch-attendance';
import { CardSheetsController } from './http/card-sheets.controller';
import { DevicesController } from './http/devices.controller';
import { GeofenceController } from './http/geofence.controller';
import { KioskController } from './http/kiosk.controller';
import { LiveBoardController } from './http/live-board.controller';
import { OfflinePunchesController } from './http/offline-punches.controller';
import { OutcomesController } from './http/outcomes.controller';
import { ScansController } from './http/scans.controller';
import { OutcomeHandlers } from './jobs/outcome-handlers';
import { PositionHandlers } from './jobs/position-jobs';
import { AttendanceDirectory } from './persistence/attendance-directory';
import { CalledPeople } from './persistence/called-people';
import { CodeDraws } from './persistence/code-draws';
import { GroupPunchWriter } from './persistence/group-punch-writer';
import { BoardDigests } from './persistence/board-digest';
import { GeofenceRepository } from './persistence/geofence.repository';
import { LatePunchRepository } from './persistence/late-punch.repository';
import { NearPeople } from './persistence/near-people';
import { PunchClaimRepository } from './persistence/punch-claim.repository';
import { ShiftDeviceRepository } from './persistence/shift-device.repository';
import { SignupOutcomeRepository } from './persistence/signup-outcome.repository';
import { StatementPunchWriter } from './persistence/statement-punch-writer';
import { personTraces } from './persistence/person-traces';
import { personTables } from './persistence/person-tables';
import { PunchesController } from './http/punches.controller';
import { CodesController } from './http/codes.controller';
import { RollCallsController } from './http/roll-calls.controller';
import { OwnCardController } from './http/own-card.controller';

@Module({
  imports: [
    ActivitiesModule,
    DivisionsModule,
    IdentityModule,
    NoticesModule,
    PoliciesModule,
    TeamsModule,
    VolunteersModule,
  ],
  controllers: [
    OwnCardController,
    RollCallsController,
    CodesController,
    PunchesController,
    ScansController,
    DevicesController,
    CardSheetsController,
    KioskController,
    OfflinePunchesController,
    LiveBoardController,
    OutcomesController,
    GeofenceController,
  ],
  providers: [
    StatementPunchWriter,
    { provide: PunchWriter, useClass: GroupPunchWriter },
    PunchDesk,
    ...[PunchExplainer, PunchWitness, NearPeople, CodeDraws, KeepClaims],
    ...[RestOfShift, TellCalled, CalledPeople],
    CodeGuesses,
    PersonFactsSource,
    PunchTimes,
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
    ...[DeviceTokens, ShiftDevices, ShiftDeviceRepository, Kiosk, KioskGuesses, KioskPeople],
    ...[VolunteerCards, PrintCardSheet],
    ...[GeofenceRepository, LocatePunch, SetGeofence, DropPositions, PositionHandlers],
    ...[BoardPulse, BoardDigests, WatchAttendance],
    ...[SettleSignups, Excuses, ExcuseDeadlines, SignupOutcomeRepository, OutcomeHandlers],
    ...[RunOfflineRollCall, TakeOfflinePunches, OfflineLines, PunchClaimRepository],
  ],
  exports: [
    SettleSignups,
    RecordPunch,
    RunRollCall,
    StaffPunch,
    ShowCode,
    AttendanceDirectory,
    LatePunchRepository,
    PunchTimes,
    ShiftFactsSource,
    PunchClaimRepository,
    KeepClaims,
    CalledPeople,
    TellCalled,
  ],
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
