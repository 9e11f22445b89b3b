import { Module } from '@nestjs/common';
import { VolunteersModule } from '../../../people/volunteers';
import { ActivitiesModule } from '../../activities';
import { PunchingModule } from '../punching';
import { RollCallModule } from '../roll-call';
import { OfflinePunchesController } from './http/offline-punches.controller';
import { OfflineLines } from './application/offline-lines';
import { RunOfflineRollCall } from './application/run-offline-roll-call';
import { TakeOwnPunches } from './application/take-own-punches';
import { TakeOfflinePunches } from './application/take-offline-punches';

/** Punches that a device kept while it had no network. */
@Module({
  imports: [VolunteersModule, ActivitiesModule, PunchingModule, RollCallModule],
  controllers: [OfflinePunchesController],
  providers: [OfflineLines, RunOfflineRollCall, TakeOfflinePunches, TakeOwnPunches],
  exports: [RunOfflineRollCall, TakeOfflinePunches, TakeOwnPunches],
})
export class OfflineModule {}
