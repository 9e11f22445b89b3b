import { useQuery } from '@tanstack/vue-query';
import { read, ReadTrouble } from '../../api/answer';
import { api } from '../../api/client';
import type { components } from '../../api/schema';
import { keepRoster, keptRoster } from '../../offline/kept-rosters';
import { addDays, today } from '../../words/time';

type Activity = components['schemas']['ActivityResponse'];

/** What the pages of one shift say of it. */
export interface ShiftFacts {
  readonly shiftId: string;
  readonly activityId: string;
  readonly teamId: string;
  readonly title: string;
  readonly placeName: string;
  readonly startsAt: string;
  /** As planned. */
  readonly endsAt: string;
  /** As it stands: after an extension, the later one. */
  readonly endsNow: string;
  readonly status: Activity['shifts'][number]['status'];
  readonly modes: readonly Activity['checkInModes'][number][];
}

export function factsOf(activity: Activity, shiftId: string): ShiftFacts | null {
  const shift = activity.shifts.find(({ id }) => id === shiftId);
  if (!shift) return null;
  const { startsAt, endsAt, extendedTo, status } = shift;
  return {
    ...{ shiftId, activityId: activity.id, teamId: activity.teamId },
    ...{ title: activity.title, placeName: activity.placeName },
    ...{ startsAt, endsAt, status, endsNow: extendedTo ?? endsAt, modes: activity.checkInModes },
  };
}

/** As everybody may read it: deputies take attendance and do not manage the activity. */
async function activityOf(activityId: string): Promise<Activity> {
  const path = { activityId };
  return read(api.GET('/api/v1/activities/{activityId}', { params: { path } }));
}

/** Links to a shift name its activity; one that does not is looked up among the shifts of whoever asks. */
async function find(shiftId: string, activityId: string | null): Promise<ShiftFacts> {
  if (activityId !== null) {
    const facts = factsOf(await activityOf(activityId), shiftId);
    if (facts) return facts;
  }
  const query = { from: addDays(today(), -7), until: addDays(today(), 55), limit: 200 };
  const { items } = await read(api.GET('/api/v1/managed-shifts', { params: { query } }));
  const found = items.find(({ id }) => id === shiftId);
  const facts = found ? factsOf(await activityOf(found.activityId), shiftId) : null;
  if (facts) return facts;
  const title = '没有找到您负责的这一场；请回“带队”里重新打开。';
  throw new ReadTrouble({ status: 404, code: 'SHIFT_UNKNOWN', title });
}

const keyOf = (shiftId: string): string => `facts ${shiftId}`;

/** The shift, as it was last seen where there is no network. */
export function useShift(shiftId: string, activityId: string | null) {
  return useQuery({
    queryKey: ['shift', shiftId],
    queryFn: async () => {
      try {
        const facts = await find(shiftId, activityId);
        void keepRoster(keyOf(shiftId), facts);
        return facts;
      } catch (error) {
        const kept = await keptRoster<ShiftFacts>(keyOf(shiftId));
        if (kept) return kept.what;
        throw error;
      }
    },
    networkMode: 'always',
  });
}
