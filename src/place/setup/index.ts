/** The only door of this module. */
export {
  FirstAdministrators,
  type PreparedAdministrator,
  type TypedAdministrator,
} from './application/first-administrators';
export { OpenStreet } from './application/open-street';
export { type PracticeAccount, PracticeSeed, type SeedReport } from './application/practice-seed';
export { PracticeWriter } from './application/practice-writer';
export { PRACTICE_STREET } from './application/set-up';
export { SetupCodes } from './application/setup-codes';
export { SetupStage, type Stage } from './application/setup-stage';
export { setupGate } from './http/setup-gate';
export { FirstUseModule, SetupModule } from './setup.module';
