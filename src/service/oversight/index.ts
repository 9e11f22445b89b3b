/** The only door of this module. */
export { DrawVisits } from './application/draw-visits';
export { type RecordVisitCommand, RegistrationVisits, type VisitItem } from './application/registration-visits';
export { RaiseSignals } from './application/raise-signals';
export { type DecideSignalCommand, ReviewSignals, type SignalView } from './application/review-signals';
export { type ImposeSanctionCommand, type SanctionKind, Sanctions, type SanctionView } from './application/sanctions';
export {
  type CommitSpotCheckCommand,
  type SpotCheckFinding,
  SpotChecks,
  type SpotCheckView,
} from './application/spot-checks';
export { drawSample, seedHashOf } from './domain/draw-sample';
export { type SignalKind, signalKinds } from './domain/signals';
export { type PersonSignal, PersonSignals } from './persistence/person-signals';
export { oversightErrors } from './errors';
export { OversightModule } from './oversight.module';
