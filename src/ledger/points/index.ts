/** The only door of this module. */
export { AskManualPosting, type AskManualPostingCommand } from './application/ask-manual-posting';
export { PointsForRecord, type RecordFacts, type RecordPoints } from './application/points-for-record';
export { StarLevels } from './application/star-levels';
export type { PointsTraceLine } from './domain/points-for';
export { pointsSentences } from './domain/points-sentences';
export type { StarLevel } from './domain/star-level';
export { pointsErrors } from './errors';
export { PointsModule } from './points.module';
