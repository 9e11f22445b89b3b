import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { activityErrors } from '../errors';
import type { ShiftState } from './shift-directory';

/**
 * Holds a shift for the rest of the transaction and tells its state, which cannot change meanwhile. `share` is for those
 * who need it to stay open (punches, sign-ups; any number at once), `update` for those who change it (close, cancel,
 * extend): they wait for each other. One statement: it answers from the row version that was locked.
 * Locks are taken in the order activity, shift, person, shift position.
 *
 * @throws SHIFT_UNKNOWN
 */
export async function lockShift(tx: Transaction, shiftId: string, mode: 'share' | 'update'): Promise<ShiftState> {
  const [state] = await tx.query<ShiftState>(
    `select status, extended_to as "extendedTo", closed_at as "closedAt", computed_at as "computedAt"
     from shift where id = $1 for ${mode === 'share' ? 'share' : 'update'}`,
    [shiftId],
  );
  if (!state) throw activityErrors.refuse('SHIFT_UNKNOWN', { field: 'shiftId' });
  return state;
}
