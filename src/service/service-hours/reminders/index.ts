/** The only door of this sub-room. */
export { ListMissingCheckOuts, type MissingCheckOut } from './application/list-missing-check-outs';
export { ListUnfinished, type UnfinishedItem } from './application/list-unfinished';
export { RemindCheckOuts } from './application/remind-check-outs';
export { RemindCompletion } from './application/remind-completion';
export { TellAutoClosed } from './application/tell-auto-closed';
export { ServiceRemindersModule } from './reminders.module';
