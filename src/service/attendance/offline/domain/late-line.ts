import type { AttendancePolicy } from '../../punching/domain';

const MINUTE_MS = 60_000;

/** How late a line of a device came: in time, late but from a tablet of staff, or too late to count by itself. */
export type Lateness =
  | { readonly kind: 'IN_TIME' }
  | { readonly kind: 'FLAGGED'; readonly lateMinutes: number }
  | { readonly kind: 'CLAIM'; readonly lateMinutes: number };

/**
 * Compares when a line counts (in our clock) with when it was received. A clock that lies does not help: what it says
 * about the sending is compared with the receipt elsewhere, and what it says about the event moves with it.
 */
export function latenessOf(
  line: { readonly countsAtMs: number; readonly receivedAtMs: number; readonly isStaffTablet: boolean },
  policy: Pick<AttendancePolicy, 'lateLineMinutes' | 'staffTabletLineMinutes'>,
): Lateness {
  const lateMs = line.receivedAtMs - line.countsAtMs;
  const lateMinutes = Math.ceil(lateMs / MINUTE_MS);
  if (lateMs <= policy.lateLineMinutes * MINUTE_MS) return { kind: 'IN_TIME' };
  const isFlagged = line.isStaffTablet && lateMs <= policy.staffTabletLineMinutes * MINUTE_MS;
  return { kind: isFlagged ? 'FLAGGED' : 'CLAIM', lateMinutes };
}
