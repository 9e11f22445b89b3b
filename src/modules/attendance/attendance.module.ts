import { Module } from '@nestjs/common';
import { ActivitiesModule } from '../activities';
import { PoliciesModule } from '../policies';
import { VolunteersModule } from '../volunteers';
import { CodeGuesses } from './application/code-guesses';
import { PersonFactsSource } from './application/person-facts';
import { DrawCode } from './application/draw-code';
import { PunchByScan } from './application/punch-by-scan';
import { PunchDesk } from './application/punch-desk';
import { PunchWriter } from './application/punch-writer';
import { RecordPunch } from './application/record-punch';
import { RunRollCall } from './application/run-roll-call';
import { ScanTickets } from './application/scan-tickets';
import { ShiftFactsSource } from './application/shift-facts';
import { ShowCode } from './application/show-code';
import { ShowRoster } from './application/show-roster';
import { StaffPunch } from './application/staff-punch';
import { AttendanceController } from './http/attendance.controller';
import { ScansController } from './http/scans.controller';
import { AttendanceDirectory } from './persistence/attendance-directory';
import { GroupPunchWriter } from './persistence/group-punch-writer';
import { LatePunchRepository } from './persistence/late-punch.repository';
import { StatementPunchWriter } from './persistence/statement-punch-writer';

@Module({
  imports: [ActivitiesModule, PoliciesModule, VolunteersModule],
  controllers: [AttendanceController, ScansController],
  providers: [
    StatementPunchWriter,
    { provide: PunchWriter, useClass: GroupPunchWriter },
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
  ],
  exports: [RecordPunch, RunRollCall, StaffPunch, ShowCode, AttendanceDirectory, LatePunchRepository],
})
export class AttendanceModule {}
