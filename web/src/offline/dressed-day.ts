import type { OwnDay, OwnShift } from './own-day';
import type { OwnPunch } from './own-punch-queue';

/**
 * The day with the punches that this phone keeps, or that somebody looks at: who has made a check-in may check out. A day that was
 * seen earlier goes on by the clock.
 */
export function dressedDay(day: OwnDay, punches: readonly OwnPunch[]): OwnDay {
  return { ...day, shifts: day.shifts.map((shift) => withPunches(shift, day.now, punches)) };
}

function withPunches(shift: OwnShift, now: string, punches: readonly OwnPunch[]): OwnShift {
  const find = (direction: 'IN' | 'OUT') =>
    punches.find(
      (punch) =>
        punch.shiftId === shift.shiftId &&
        punch.direction === direction &&
        (punch.state === 'WAITING' || punch.state === 'IN_REVIEW'),
    );
  const isIn = shift.state === 'CHECKED_IN';
  const checkIn = shift.state === 'SIGNED_UP' ? find('IN') : undefined;
  const checkOut = isIn || checkIn ? find('OUT') : undefined;
  const isOpen = shift.punchFrom <= now && now <= shift.punchUntil;
  const next = checkOut ? null : isIn || checkIn ? 'OUT' : shift.state === 'SIGNED_UP' ? 'IN' : null;
  return {
    ...shift,
    mayPunch: isOpen ? next : null,
    ...(checkIn && { checkedInAt: checkIn.happenedAt, pending: `签到${WAITS[checkIn.state] ?? ''}` }),
    ...(checkOut && { checkedOutAt: checkOut.happenedAt, stateName: `签退${WAITS[checkOut.state] ?? ''}` }),
  };
}

const WAITS: Readonly<Partial<Record<OwnPunch['state'], string>>> = { WAITING: '待补传', IN_REVIEW: '待核对' };
