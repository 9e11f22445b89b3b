import { Module } from '@nestjs/common';
import { GeofenceModule } from '../geofence';
import { PunchingModule } from '../punching';
import { ShiftDevicesModule } from '../devices';
import { CodesController } from './http/codes.controller';
import { ScansController } from './http/scans.controller';
import { DrawCode } from './application/draw-code';
import { PunchByScan } from './application/punch-by-scan';
import { ScanTickets } from './application/scan-tickets';
import { ShowCode } from './application/show-code';
import { CodeDraws } from './persistence/code-draws';

/** The rotating code: shown, drawn, scanned. */
@Module({
  imports: [GeofenceModule, PunchingModule, ShiftDevicesModule],
  controllers: [CodesController, ScansController],
  providers: [DrawCode, PunchByScan, ScanTickets, ShowCode, CodeDraws],
  exports: [DrawCode, PunchByScan, ScanTickets, ShowCode],
})
export class ScanModule {}
