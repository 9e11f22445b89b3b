import type { ShiftView } from '../../../activities';
import { attendanceErrors } from '../../errors';

/** Refuses a shift that is not, or never was, to take place. @throws SHIFT_NOT_PUBLISHED, PUNCH_SHIFT_CANCELLED */
export function requireHeld(shift: Pick<ShiftView, 'activityStatus' | 'status'>): void {
  if (shift.activityStatus === 'DRAFT') throw attendanceErrors.refuse('SHIFT_NOT_PUBLISHED');
  if (shift.activityStatus === 'CANCELLED' || shift.status === 'CANCELLED') {
    throw attendanceErrors.refuse('PUNCH_SHIFT_CANCELLED');
  }
}
