/** The only door of this module. */
export { CreateRound, type CreateRoundCommand } from './application/create-round';
export { ConfirmRound } from './application/decide-round';
export { FreezeRound } from './application/freeze-round';
export { type OwnLine, ShowOwnLines } from './application/show-own-lines';
export { SelectionsModule } from './selections.module';
export { selectionErrors } from './errors';
export { RoundDirectory, type RoundHead, type RoundView } from './persistence/round-directory';
export { selectionPolicyKind } from './selection-policy-kind';
