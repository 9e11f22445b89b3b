/** The only door of this module. */
export { ActivitiesModule } from './activities.module';
export { AddShifts, type AddShiftsCommand } from './application/add-shifts';
export { CancelActivity, type CancelActivityCommand } from './application/cancel-activity';
export { CancelShift, type CancelShiftCommand } from './application/cancel-shift';
export { CancelSignup, type CancelSignupCommand } from './application/cancel-signup';
export { CloseActivity, type CloseActivityCommand } from './application/close-activity';
export { CloseShift, type CloseShiftCommand } from './application/close-shift';
export { CreateActivity, type CreateActivityCommand, type PositionCommand } from './application/create-activity';
export { ExtendShift, type ExtendShiftCommand } from './application/extend-shift';
export { PublishActivity, type PublishActivityCommand } from './application/publish-activity';
export type { ShiftAnswer } from './application/shift-answer';
export type { ShiftCommand } from './application/shift-requests';
export { SignUp, type SignUpCommand } from './application/sign-up';
export type { SignupAnswer } from './application/signup-answer';
export {
  type ActivityCategory,
  type ActivityKind,
  type CheckInMode,
  type Duty,
  type ShiftStatus,
} from './domain/activity-kinds';
export { LATE_WINDOW_MINUTES, SYSTEM_CLOSES_AFTER_MINUTES } from './domain/shift-rules';
export { type LoadKind, loadKinds } from './domain/signup-load';
export { activityErrors } from './errors';
export { shiftClosed } from './jobs/shift-jobs';
export { ActivityDirectory, type ActivityView } from './persistence/activity-directory';
export { lockShift } from './persistence/lock-shift';
export { markComputed } from './persistence/mark-computed';
export { ShiftDirectory, type ShiftPlan, type ShiftState, type ShiftView } from './persistence/shift-directory';
export { type ConfirmedSignup, SignupDirectory } from './persistence/signup-directory';
export { signupPolicyKind } from './signup-policy-kind';
