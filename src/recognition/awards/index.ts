/** The only door of this module. */
export { RecordAssessment, type RecordAssessmentCommand, VoidAssessment } from './application/assessments';
export { CreateRound, type CreateRoundCommand } from './application/create-round';
export { ConfirmRound } from './application/decide-round';
export { FreezeRound } from './application/freeze-round';
export { AwardsModule } from './awards.module';
export { awardErrors } from './errors';
export { RoundDirectory, type RoundHead, type RoundView } from './persistence/round-directory';
