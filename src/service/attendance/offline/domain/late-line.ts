import type { AttendancePolicy } from '../../punching/domain';

const MINUTE_MS = 60_000;

/** Whose device kept a line: a leader's or the team's tablet, a tablet that staff issued, or the phone of the person. */
export type Hand = 'TEAM' | 'STAFF' | 'OWN';

/** How late a line of a device came: in time, late but from a tablet of staff, or too late to count by itself. */
export type Lateness =
  | { readonly kind: 'IN_TIME' }
  | { readonly kind: 'FLAGGED'; readonly lateMinutes: number }
  | { readonly kind: 'CLAIM'; readonly lateMinutes: number };

/**
 * Compares since when a line is on its way (in our clock) with when it was received: of an own line since its code was taken
 * off the screen, of any other since it counts. A clock that lies does not help: what it says
 * about the sending is compared with the receipt elsewhere, and what it says about the event moves with it.
 */
export function latenessOf(
  line: { readonly sinceMs: number; readonly receivedAtMs: number; readonly hand: Hand },
  policy: Pick<AttendancePolicy, 'lateLineMinutes' | 'staffTabletLineMinutes' | 'ownLineMinutes'>,
): Lateness {
  const lateMs = line.receivedAtMs - line.sinceMs;
  const lateMinutes = Math.ceil(lateMs / MINUTE_MS);
  const inTimeMinutes = line.hand === 'OWN' ? policy.ownLineMinutes : policy.lateLineMinutes;
  if (lateMs <= inTimeMinutes * MINUTE_MS) return { kind: 'IN_TIME' };
  const isFlagged = line.hand === 'STAFF' && lateMs <= policy.staffTabletLineMinutes * MINUTE_MS;
  return { kind: isFlagged ? 'FLAGGED' : 'CLAIM', lateMinutes };
}
