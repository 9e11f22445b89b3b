/** The only door of this sub-room. */
export { LiveBoardModule } from './live-board.module';
