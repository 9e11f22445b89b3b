import { useQuery } from '@tanstack/vue-query';
import { read, ReadTrouble } from '../../api/answer';
import { api } from '../../api/client';
import type { components } from '../../api/schema';
import { keepRoster, keptRoster } from '../../offline/kept-rosters';
import { addDays, dayOf } from '../../words/time';

type Activity = components['schemas']['ActivityResponse'];
type Listed = components['schemas']['ActivityListItemResponse'];

/** A shift as a tile shows it. */
export interface Tile {
  readonly shiftId: string;
  readonly activityId: string;
  readonly title: string;
  readonly placeName: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly signedUp: number;
  readonly capacity: number;
  readonly waiting: number;
  /** Who is there or has been; null where the shift has not begun. */
  readonly came: number | null;
}

const KEY = 'lead tiles';
const MINUTE_MS = 60_000;
const DAYS_AHEAD = 14;
/** As long before and after a shift there is something to do at the spot. */
const AROUND_MS = 60 * MINUTE_MS;

export function isNow({ startsAt, endsAt }: Pick<Tile, 'startsAt' | 'endsAt'>, nowMs: number): boolean {
  return nowMs >= Date.parse(startsAt) - AROUND_MS && nowMs <= Date.parse(endsAt) + AROUND_MS;
}

/** The shifts of an activity that are on or come within two weeks. */
export function tilesOf(activity: Activity, nowMs: number): readonly Tile[] {
  const until = addDays(dayOf(new Date(nowMs)), DAYS_AHEAD);
  return activity.shifts.flatMap(({ id, startsAt, endsAt, extendedTo, status, seats }) => {
    const end = extendedTo ?? endsAt;
    const isOver = nowMs > Date.parse(end) + AROUND_MS;
    if (status !== 'SCHEDULED' || isOver || dayOf(startsAt) > until) return [];
    const sum = (of: 'taken' | 'capacity' | 'waiting'): number => seats.reduce((all, seat) => all + seat[of], 0);
    return {
      ...{ shiftId: id, activityId: activity.id, title: activity.title, placeName: activity.placeName },
      ...{ startsAt, endsAt: end, signedUp: sum('taken'), capacity: sum('capacity'), waiting: sum('waiting') },
      came: null,
    };
  });
}

async function listAll(status: 'PUBLISHED' | 'DRAFT'): Promise<readonly Listed[]> {
  const all: Listed[] = [];
  let after: string | null = null;
  do {
    const query = { limit: 200, status, ...(after !== null && { after }) };
    const page: { items: Listed[]; next: string | null } = await read(
      api.GET('/api/v1/managed-activities', { params: { query } }),
    );
    all.push(...page.items);
    after = page.next;
  } while (after !== null);
  return all;
}

async function comeTo(tile: Tile): Promise<Tile> {
  if (Date.parse(tile.startsAt) - AROUND_MS > Date.now()) return tile;
  const params = { path: { shiftId: tile.shiftId } };
  const board = await read(api.GET('/api/v1/shifts/{shiftId}/attendance', { params }));
  return { ...tile, came: board.presentCount + board.leftCount, signedUp: board.signedUpCount };
}

export interface LeadDay {
  readonly tiles: readonly Tile[];
  /** Written and not published yet. */
  readonly drafts: readonly Pick<Listed, 'id' | 'title'>[];
}

async function fetchDay(): Promise<LeadDay> {
  const [published, drafts] = await Promise.all([listAll('PUBLISHED'), listAll('DRAFT')]);
  const coming = published.filter(({ nextShiftId }) => nextShiftId !== null);
  const activities = await Promise.all(
    coming.map(({ id }) =>
      read(api.GET('/api/v1/managed-activities/{activityId}', { params: { path: { activityId: id } } })),
    ),
  );
  const now = Date.now();
  const tiles = activities.flatMap((activity) => tilesOf(activity, now));
  const sorted = tiles.sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
  return { tiles: await Promise.all(sorted.map(comeTo)), drafts: drafts.map(({ id, title }) => ({ id, title })) };
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
