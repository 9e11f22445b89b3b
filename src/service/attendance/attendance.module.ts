import { Module, type OnModuleInit } from '@nestjs/common';
import { IdentityModule } from '../../platform/security/identity/identity.module';
import { ActivitiesModule } from '../activities';
import { DivisionsModule } from '../../place/divisions';
import { NoticesModule } from '../../people/notices';
import { PoliciesModule } from '../../place/policies';
import { TeamsModule } from '../../people/teams';
import { PersonExports, PersonTraces, VolunteersModule } from '../../people/volunteers';
import { BoardPulse } from './live-board/application/board-pulse';
import { CodeGuesses } from './punching/application/code-guesses';
import { ExcuseDeadlines, Excuses } from './outcomes/application/excuses';
import { DropPositions } from './geofence/application/drop-positions';
import { Kiosk } from './kiosk/application/kiosk';
import { KioskGuesses } from './kiosk/application/kiosk-guesses';
import { KioskPeople } from './kiosk/application/kiosk-people';
import { KeepClaims } from './punching/application/keep-claims';
import { LocatePunch } from './geofence/application/locate-punch';
import { OfflineLines } from './offline/application/offline-lines';
import { PersonFactsSource } from './punching/application/person-facts';
import { DeviceTokens } from './devices/application/device-tokens';
import { DrawCode } from './scan/application/draw-code';
import { PrintCardSheet } from './cards/application/print-card-sheet';
import { PunchByScan } from './scan/application/punch-by-scan';
import { PunchDesk } from './punching/application/punch-desk';
import { PunchExplainer } from './punching/application/punch-explainer';
import { PunchTimes } from './punching/application/punch-times';
import { PunchWitness } from './punching/application/punch-witness';
import { PunchWriter } from './punching/application/punch-writer';
import { RecordPunch } from './punching/application/record-punch';
import { RestOfShift } from './roll-call/application/rest-of-shift';
import { RunOfflineRollCall } from './offline/application/run-offline-roll-call';
import { RunRollCall } from './roll-call/application/run-roll-call';
import { ScanTickets } from './scan/application/scan-tickets';
import { SetGeofence } from './geofence/application/set-geofence';
import { SettleSignups } from './outcomes/application/settle-signups';
import { ShiftDevices } from './devices/application/shift-devices';
import { ShiftFactsSource } from './punching/application/shift-facts';
import { ShowCode } from './scan/application/show-code';
import { ShowRoster } from './roll-call/application/show-roster';
import { StaffPunch } from './roll-call/application/staff-punch';
import { TakeOfflinePunches } from './offline/application/take-offline-punches';
import { TellCalled } from './roll-call/application/tell-called';
import { VolunteerCards } from './cards/application/volunteer-cards';
import { WatchAttendance } from './live-board/application/watch-attendance';
import { CardSheetsController } from './cards/http/card-sheets.controller';
import { DevicesController } from './devices/http/devices.controller';
import { GeofenceController } from './geofence/http/geofence.controller';
import { KioskController } from './kiosk/http/kiosk.controller';
import { LiveBoardController } from './live-board/http/live-board.controller';
import { OfflinePunchesController } from './offline/http/offline-punches.controller';
import { OutcomesController } from './outcomes/http/outcomes.controller';
import { ScansController } from './scan/http/scans.controller';
import { OutcomeHandlers } from './outcomes/jobs/outcome-handlers';
import { PositionHandlers } from './geofence/jobs/position-jobs';
import { AttendanceDirectory } from './punching/persistence/attendance-directory';
import { CalledPeople } from './roll-call/persistence/called-people';
import { CodeDraws } from './scan/persistence/code-draws';
import { GroupPunchWriter } from './punching/persistence/group-punch-writer';
import { BoardDigests } from './live-board/persistence/board-digest';
import { GeofenceRepository } from './geofence/persistence/geofence.repository';
import { LatePunchRepository } from './punching/persistence/late-punch.repository';
import { NearPeople } from './punching/persistence/near-people';
import { PunchClaimRepository } from './punching/persistence/punch-claim.repository';
import { ShiftDeviceRepository } from './devices/persistence/shift-device.repository';
import { SignupOutcomeRepository } from './outcomes/persistence/signup-outcome.repository';
import { StatementPunchWriter } from './punching/persistence/statement-punch-writer';
import { personTraces } from './person-traces';
import { personTables } from './person-tables';
import { PunchesController } from './punching/http/punches.controller';
import { CodesController } from './scan/http/codes.controller';
import { RollCallsController } from './roll-call/http/roll-calls.controller';
import { OwnCardController } from './cards/http/own-card.controller';

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
