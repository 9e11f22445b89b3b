import type { components } from '../../../api/schema';
import { addDays, clock, type Day } from '../../../words/time';

export type Activity = components['schemas']['ActivityResponse'];
type NewActivity = components['schemas']['CreateActivityRequest'];
type NewShift = components['schemas']['ShiftRequest'];
export type Mode = Activity['checkInModes'][number];
export type Category = Pick<components['schemas']['CategoryResponse'], 'code' | 'isService'>;

/** The category whose time is class time: it stands apart from service. */
const TRAINING = 'TRAINING';

export interface PlannedPosition {
  name: string;
  duty: Activity['positions'][number]['duty'];
  capacity: string;
  description: string;
  /** As the category says, unless it is said otherwise. */
  isService: boolean | null;
}

/** What a clerk fills in to hold an activity: texts as they stand in the fields. */
export interface Plan {
  teamId: string;
  title: string;
  category: string;
  placeName: string;
  description: string;
  participantNotes: string;
  riskLevel: Activity['riskLevel'];
  checkInModes: Mode[];
  evidenceMode: Activity['evidenceMode'];
  day: Day;
  from: string;
  to: string;
  /** How many weeks in a row; '1' for once. */
  weeks: string;
  /** Days of the series on which it is not held. */
  leftOut: Day[];
  positions: PlannedPosition[];
  longitude: string;
  latitude: string;
  coordinateSystem: NonNullable<Activity['coordinateSystem']>;
  /** Metres around the place; empty for no fence. */
  radius: string;
}

/** Everything that a plan can preset: tomorrow morning, ten people, all ways to check in. */
export function blankPlan(day: Day): Plan {
  return {
    ...{ teamId: '', title: '', category: '', placeName: '', description: '', participantNotes: '' },
    ...{ riskLevel: 'LOW', checkInModes: ['CODE', 'ROLL_CALL', 'STAFF', 'KIOSK'], evidenceMode: 'NONE' },
    ...{ day, from: '09:00', to: '11:00', weeks: '1', leftOut: [] },
    positions: [{ name: '志愿者', duty: 'MEMBER', capacity: '10', description: '', isService: null }],
    ...{ longitude: '', latitude: '', coordinateSystem: 'GCJ02', radius: '' },
  };
}

/** The shift that was held last, or comes last; null where an activity has none. */
export function lastShiftOf({ shifts }: Pick<Activity, 'shifts'>): Activity['shifts'][number] | null {
  return (
    [...shifts].filter(({ status }) => status !== 'CANCELLED').sort((a, b) => (a.startsAt < b.startsAt ? 1 : -1))[0] ??
    null
  );
}

/** As it was held last: same hours, positions, seats, place and fence, on another day. */
export function planLike(activity: Activity, radius: number | null, day: Day): Plan {
  const last = lastShiftOf(activity);
  const seats = new Map(last?.seats.map(({ positionId, capacity }) => [positionId, capacity]));
  return {
    ...blankPlan(day),
    ...{ teamId: activity.teamId, title: activity.title, category: activity.category, placeName: activity.placeName },
    ...{ description: activity.description ?? '', participantNotes: activity.participantNotes ?? '' },
    ...{ riskLevel: activity.riskLevel, checkInModes: [...activity.checkInModes], evidenceMode: activity.evidenceMode },
    ...(last && { from: clock(last.startsAt), to: clock(last.endsAt) }),
    positions: activity.positions.map(({ id, name, duty, description, isService }) => ({
      ...{ name, duty, description: description ?? '', capacity: String(seats.get(id) ?? 1), isService },
    })),
    ...(activity.longitude !== null && { longitude: String(activity.longitude) }),
    ...(activity.latitude !== null && { latitude: String(activity.latitude) }),
    coordinateSystem: activity.coordinateSystem ?? 'GCJ02',
    radius: radius === null ? '' : String(radius),
  };
}

/** A plan without what may differ from one shift to the next: day, hours, seats. */
function keptOf(plan: Plan): Plan {
  return {
    ...plan,
    ...{ day: '', from: '', to: '', weeks: '', leftOut: [] },
    positions: plan.positions.map((position) => ({ ...position, capacity: '' })),
  };
}

/**
 * The same thing at another time is one more shift of the activity; anything else is an activity of its own.
 *
 * @param radius the fence of `like`
 */
export function isOneMore(plan: Plan, like: Activity | null, radius: number | null): like is Activity {
  if (like?.status !== 'PUBLISHED') return false;
  const same = planLike(like, radius, plan.day);
  return JSON.stringify(keptOf(plan)) === JSON.stringify(keptOf(same));
}

function instant(day: Day, time: string): string {
  return new Date(`${day}T${time}:00+08:00`).toISOString();
}

/** One shift for each day; an end that is not after the start is on the next day. */
export function shiftsOf({ from, to, positions }: Plan, days: readonly Day[], isMore: boolean): NewShift[] {
  return days.map((day) => ({
    startsAt: instant(day, from),
    endsAt: instant(to > from ? day : addDays(day, 1), to),
    ...(isMore && {
      capacities: positions.map(({ name, capacity }) => ({ position: name, capacity: Number(capacity) })),
    }),
  }));
}

const filled = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim());

/** The activity as the service takes it. @param categories what counts as service by itself */
export function activityOf(plan: Plan, days: readonly Day[], categories: readonly Category[]): NewActivity {
  const category = categories.find(({ code }) => code === plan.category);
  const [description, participantNotes] = [filled(plan.description), filled(plan.participantNotes)];
  const isPlaced = plan.longitude.trim() !== '' && plan.latitude.trim() !== '';
  const saysService = ({ isService }: PlannedPosition): boolean =>
    plan.category !== TRAINING && isService !== null && category !== undefined && isService !== category.isService;
  return {
    ...{ teamId: plan.teamId, title: plan.title.trim(), placeName: plan.placeName.trim(), category: plan.category },
    ...(description !== undefined && { description }),
    ...(participantNotes !== undefined && { participantNotes }),
    ...{ kind: plan.category === TRAINING ? 'TRAINING' : 'SERVICE', riskLevel: plan.riskLevel },
    ...{ checkInModes: plan.checkInModes, evidenceMode: plan.evidenceMode },
    ...(isPlaced && {
      ...{
        longitude: Number(plan.longitude),
        latitude: Number(plan.latitude),
        coordinateSystem: plan.coordinateSystem,
      },
    }),
    positions: plan.positions.map((position) => ({
      ...{ name: position.name.trim(), duty: position.duty, capacity: Number(position.capacity) },
      ...(filled(position.description) !== undefined && { description: filled(position.description) }),
      ...(saysService(position) && { isService: position.isService === true }),
    })),
    shifts: shiftsOf(plan, days, false),
  };
}

/** What is missing, by field; the first one gets the focus. */
export function missingIn(plan: Plan, days: readonly Day[], today: Day): ReadonlyMap<string, string> {
  const wrong = new Map<string, string>();
  const need = (field: string, isThere: boolean, words: string): void => {
    if (!isThere && !wrong.has(field)) wrong.set(field, words);
  };
  need('teamId', plan.teamId !== '', '请选哪支队来办。');
  need('title', plan.title.trim() !== '', '请写做什么。');
  need('category', plan.category !== '', '请选一个类别。');
  need('placeName', plan.placeName.trim() !== '', '请写在哪里集合。');
  need('day', plan.day !== '', '请选哪一天。');
  need('day', plan.day >= today, '这一天已经过去了。做过的服务，请在原来的场次里补录。');
  need('from', plan.from !== '', '请填几点开始。');
  need('to', plan.to !== '', '请填几点结束。');
  need('weeks', /^[1-9]\d?$/.test(plan.weeks), '请写连着办几周，用数字。');
  need('weeks', days.length > 0, '勾都去掉了，一场也没有。');
  plan.positions.forEach(({ name, capacity }, index) => {
    need(`name-${index}`, name.trim() !== '', '请写岗位叫什么。');
    need(`capacity-${index}`, /^[1-9]\d*$/.test(capacity), '请写要几个人，用数字。');
  });
  need('checkInModes', plan.checkInModes.length > 0, '请至少选一种签到方式。');
  const isHalf = (plan.longitude.trim() === '') !== (plan.latitude.trim() === '');
  need('longitude', !isHalf, '经度和纬度要一起填，或者都不填。');
  need('radius', plan.radius === '' || plan.longitude.trim() !== '', '要核对位置，请先填经度和纬度。');
  return wrong;
}
