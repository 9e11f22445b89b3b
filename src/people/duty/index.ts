/** The only door of this module. */
export { SetDuty, type SetDutyExceptionCommand, type SetDutyPatternCommand } from './application/set-duty';
export { DutyModule } from './duty.module';
export { dutyErrors } from './errors';
export { DutyDirectory, type DutyExceptionView, type DutyPatternView } from './persistence/duty-directory';
