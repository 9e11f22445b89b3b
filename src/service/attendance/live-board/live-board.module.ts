import { Module } from '@nestjs/common';
import { ActivitiesModule } from '../../activities';
import { RollCallModule } from '../roll-call';
import { LiveBoardController } from './http/live-board.controller';
import { BoardPulse } from './application/board-pulse';
import { WatchAttendance } from './application/watch-attendance';
import { BoardDigests } from './persistence/board-digest';

/** Who is here at this moment, for those who watch. */
@Module({
  imports: [ActivitiesModule, RollCallModule],
  controllers: [LiveBoardController],
  providers: [BoardPulse, WatchAttendance, BoardDigests],
})
export class LiveBoardModule {}
