/** The only door of this sub-room. */
export { NameGuesses } from './application/name-guesses';
export { lineRefusalOf, type LineRefusalStatus } from './application/line-refusal';
export {
  type RestIsHereCommand,
  type RollCallAnswer,
  type RollCallLine,
  RunRollCall,
} from './application/run-roll-call';
export { type RosterLine, ShowRoster } from './application/show-roster';
export { StaffPunch, type StaffPunchCommand } from './application/staff-punch';
export { TellCalled } from './application/tell-called';
export { CalledPeople, type TakenPresence } from './persistence/called-people';
export { RollCallModule } from './roll-call.module';
