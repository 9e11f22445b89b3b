import type { paths } from '../../api/schema';

type Listed = paths['/api/v1/managed-shifts']['get']['responses'][200]['content']['application/json']['items'][number];

/** A shift as a tile shows it. */
export type Tile = Pick<
  Listed,
  | 'id'
  | 'activityId'
  | 'title'
  | 'placeName'
  | 'startsAt'
  | 'endsAt'
  | 'status'
  | 'capacity'
  | 'signedUpCount'
  | 'waitingCount'
  | 'cameCount'
>;

/** As long before and after a shift there is something to do at the spot. */
const AROUND_MS = 60 * 60_000;

export function isNow(
  { startsAt, endsAt, status }: Pick<Tile, 'startsAt' | 'endsAt' | 'status'>,
  nowMs: number,
): boolean {
  const isBegun = nowMs >= Date.parse(startsAt) - AROUND_MS;
  return status === 'SCHEDULED' && isBegun && nowMs <= Date.parse(endsAt) + AROUND_MS;
}

/** What is on or comes: what is over is done with here. */
export function comingOf<T extends Pick<Tile, 'endsAt' | 'status'>>(shifts: readonly T[], nowMs: number): readonly T[] {
  return shifts.filter(({ endsAt, status }) => status === 'SCHEDULED' && nowMs <= Date.parse(endsAt) + AROUND_MS);
}
