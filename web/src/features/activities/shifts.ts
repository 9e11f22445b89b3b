import type { components } from '../../api/schema';
import { clock, dayOf, shortDay } from '../../words/time';

type Activity = components['schemas']['ActivityResponse'];
type Shift = components['schemas']['ActivityShiftResponse'];
type OtherShift = components['schemas']['SignupTimeResponse'];

export interface Seat {
  readonly positionId: string;
  readonly name: string;
  readonly description: string | null;
  readonly free: number;
  readonly waiting: number;
  readonly capacity: number;
}

/** The positions of a shift with the seats that are left. */
export function seatsOf({ positions }: Pick<Activity, 'positions'>, { seats }: Pick<Shift, 'seats'>): readonly Seat[] {
  return positions.flatMap(({ id, name, description }) => {
    const seat = seats.find(({ positionId }) => positionId === id);
    if (!seat) return [];
    const { capacity, taken, waiting } = seat;
    return [{ positionId: id, name, description, capacity, waiting, free: Math.max(0, capacity - taken) }];
  });
}

/** Why one cannot be at two places at once, and what to do about it. */
export function overlapWords({ title, startsAt, endsAt }: OtherShift): string {
  const time = `${shortDay(dayOf(startsAt))} ${clock(startsAt)}–${clock(endsAt)}`;
  return `您已报名“${title}”（${time}），与这一场时间重叠。要来这一场，请先取消那一场。`;
}

/** Shifts one can still come to, soonest first. */
export function openShifts({ shifts }: Pick<Activity, 'shifts'>, now: string): readonly Shift[] {
  return shifts
    .filter((shift) => shift.status === 'SCHEDULED' && (shift.extendedTo ?? shift.endsAt) > now)
    .sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
}
