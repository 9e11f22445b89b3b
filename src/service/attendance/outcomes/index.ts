/** The only door of this sub-room. */
export { SettleSignups } from './application/settle-signups';
export { outcomesDue } from './jobs/outcome-jobs';
export { SignupOutcomesModule } from './outcomes.module';
