import { useQuery } from '@tanstack/vue-query';
import { read, ReadTrouble } from '../../api/answer';
import { api } from '../../api/client';
import type { paths } from '../../api/schema';
import { keepRoster, keptRoster } from '../../offline/kept-rosters';
import { addDays, today } from '../../words/time';
import { comingOf, type Tile } from './tile';

type Draft =
  paths['/api/v1/managed-activities']['get']['responses'][200]['content']['application/json']['items'][number];

const KEY = 'lead tiles';
const DAYS_AHEAD = 13;
export interface LeadDay {
  readonly tiles: readonly Tile[];
  /** Written and not published yet. */
  readonly drafts: readonly Pick<Draft, 'id' | 'title'>[];
}

async function fetchDay(): Promise<LeadDay> {
  // A shift of last night may still be on.
  const query = { from: addDays(today(), -1), until: addDays(today(), DAYS_AHEAD), limit: 100 };
  const [shifts, drafts] = await Promise.all([
    read(api.GET('/api/v1/managed-shifts', { params: { query } })),
    read(api.GET('/api/v1/managed-activities', { params: { query: { status: 'DRAFT', limit: 20 } } })),
  ]);
  return {
    tiles: comingOf(shifts.items, Date.now()),
    drafts: drafts.items.map(({ id, title }) => ({ id, title })),
  };
}

/** Today and the next two weeks of whoever leads; without network as they were last seen. */
export function useLeadDay() {
  return useQuery({
    queryKey: ['lead day'],
    queryFn: async () => {
      try {
        const day = await fetchDay();
        void keepRoster(KEY, day);
        return day;
      } catch (error) {
        const isAway = error instanceof ReadTrouble && error.problem === null;
        const kept = isAway ? await keptRoster<LeadDay>(KEY) : null;
        if (kept) return kept.what;
        throw error;
      }
    },
    networkMode: 'always',
    refetchInterval: 60_000,
  });
}
