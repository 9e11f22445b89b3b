/** The only door of this module. */
export { ActivitiesModule } from './activities.module';
export { CloseShift, type CloseShiftCommand } from './application/close-shift';
export { ExtendShift, type ExtendShiftCommand } from './application/extend-shift';
export type { ShiftAnswer } from './application/shift-answer';
export {
  activityCategories,
  type ActivityCategory,
  activityCategoryCodes,
  type ActivityKind,
  type CheckInMode,
  type Duty,
  type ShiftStatus,
} from './domain/activity-kinds';
export { LATE_WINDOW_MINUTES, SYSTEM_CLOSES_AFTER_MINUTES } from './domain/shift-rules';
export { activityErrors } from './errors';
export { shiftClosed } from './jobs/shift-jobs';
export { lockShift } from './persistence/lock-shift';
export { ShiftDirectory, type ShiftPlan, type ShiftState, type ShiftView } from './persistence/shift-directory';
export { type ConfirmedSignup, SignupDirectory } from './persistence/signup-directory';
