import type { components } from '../../api/schema';
import { addDays, clock, dayOf, longDay, minutes, span } from '../../words/time';

type Activity = components['schemas']['ActivityResponse'];
type NewActivity = components['schemas']['CreateActivityRequest'];
type NewShift = components['schemas']['ShiftRequest'];

/** What a leader fills in to hold an activity: strings as they stand in the fields. */
export interface Plan {
  title: string;
  category: string;
  placeName: string;
  description: string;
  day: string;
  from: string;
  to: string;
  capacity: string;
  /** Every week until this day; empty for once. */
  until: string;
}

export function blankPlan(today: string): Plan {
  return {
    ...{ title: '', category: '', placeName: '', description: '' },
    ...{ day: addDays(today, 1), from: '09:00', to: '11:00', capacity: '10', until: '' },
  };
}

/** As it was held last, tomorrow. */
export function planLike(activity: Activity, today: string): Plan {
  const last = [...activity.shifts].sort((a, b) => (a.startsAt < b.startsAt ? 1 : -1))[0];
  const seats = last?.seats.reduce((sum, { capacity }) => sum + capacity, 0) ?? 10;
  return {
    ...blankPlan(today),
    ...{ title: activity.title, category: activity.category, placeName: activity.placeName },
    ...{ description: activity.description ?? '', capacity: String(seats) },
    ...(last && { from: clock(last.startsAt), to: clock(last.endsAt) }),
  };
}

/** The same thing at another time is one more shift of the activity; anything else is an activity of its own. */
export function isOneMore(plan: Plan, like: Activity | null): like is Activity {
  if (like?.status !== 'PUBLISHED' || like.positions.length !== 1) return false;
  const isSameText = plan.title === like.title && plan.description === (like.description ?? '');
  return isSameText && plan.placeName === like.placeName && plan.category === like.category;
}

function instant(day: string, time: string): string {
  return new Date(`${day}T${time}:00+08:00`).toISOString();
}

/** An end that is not after the start is on the next day. */
export function shiftOf({ day, from, to, until }: Plan): NewShift {
  const endDay = to > from ? day : addDays(day, 1);
  return {
    ...{ startsAt: instant(day, from), endsAt: instant(endDay, to) },
    ...(until !== '' && { repeatWeeklyUntil: until }),
  };
}

export function activityOf(plan: Plan, teamId: string, like: Activity | null): NewActivity {
  const position = { name: '志愿者', duty: 'MEMBER', capacity: Number(plan.capacity) } as const;
  return {
    ...{ teamId, title: plan.title.trim(), placeName: plan.placeName.trim(), category: plan.category },
    ...(plan.description.trim() !== '' && { description: plan.description.trim() }),
    ...{ kind: like?.kind ?? 'SERVICE', riskLevel: like?.riskLevel ?? 'LOW' },
    ...{ checkInModes: like?.checkInModes ?? ['CODE', 'ROLL_CALL', 'STAFF', 'KIOSK'] },
    ...(like && { evidenceMode: like.evidenceMode }),
    ...{ positions: [position], shifts: [shiftOf(plan)] },
  };
}

/** The first thing that is missing, and its field. */
export function missingIn(plan: Plan): { readonly field: keyof Plan; readonly words: string } | null {
  const needed = [
    ['title', '请写做什么。'],
    ['category', '请选一个类别。'],
    ['placeName', '请写在哪里集合。'],
    ['day', '请选哪一天。'],
    ['from', '请填几点开始。'],
    ['to', '请填几点结束。'],
  ] as const;
  const empty = needed.find(([field]) => plan[field].trim() === '');
  if (empty) return { field: empty[0], words: empty[1] };
  if (!/^[1-9]\d*$/.test(plan.capacity)) return { field: 'capacity', words: '请写要几个人，用数字。' };
  if (plan.until !== '' && plan.until <= plan.day) return { field: 'until', words: '重复到的那一天，要在第一场以后。' };
  return null;
}

/** For the residents' group: everything needed to come, and the way to sign up. */
export function invitation(plan: Plan, link: string): string {
  const shift = shiftOf(plan);
  const length = minutes((Date.parse(shift.endsAt) - Date.parse(shift.startsAt)) / 60_000);
  return [
    `【志愿服务】${plan.title.trim()}`,
    `时间：${longDay(dayOf(shift.startsAt))} ${span(shift.startsAt, shift.endsAt)}（${length}）${plan.until === '' ? '' : `，以后每周一场，到 ${longDay(plan.until)}`}`,
    `地点：${plan.placeName.trim()}`,
    `要 ${plan.capacity} 人，点这里报名：${link}`,
  ].join('\n');
}
