export const signalKinds = [
  'SHARED_DEVICE',
  'IDENTICAL_SECONDS',
  'IMPOSSIBLE_SPEED',
  'BACKFILL_SHARE',
  'ONE_RECORDER',
  'YOUNG_ACCOUNT',
] as const;
export type SignalKind = (typeof signalKinds)[number];

/** Limits of rule §2.3. */
export const signalLimits = {
  sharedDevicePeople: 3,
  sharedDeviceMs: 10 * 60_000,
  identicalPeople: 3,
  speedKmh: 60,
  backfillPercent: 30,
  /** A team with less than this in the period says nothing by its share. */
  backfillTeamMinutes: 600,
  recorderMinutes: 1_200,
  youngAccountMs: 24 * 3_600_000,
} as const;

/** A punch as far as the signals look at it. */
export interface SignalPunch {
  readonly volunteerId: string;
  readonly atMs: number;
}

/**
 * Same device for at least three people within ten minutes: answers the people of the first such window, or null.
 *
 * @param punches of one device, in any order.
 */
export function sharedDevice(punches: readonly SignalPunch[]): readonly string[] | null {
  const sorted = [...punches].sort((a, b) => a.atMs - b.atMs || (a.volunteerId < b.volunteerId ? -1 : 1));
  for (const [index, first] of sorted.entries()) {
    const window = sorted.slice(index).filter(({ atMs }) => atMs - first.atMs <= signalLimits.sharedDeviceMs);
    const people = [...new Set(window.map(({ volunteerId }) => volunteerId))];
    if (people.length >= signalLimits.sharedDevicePeople) return people;
  }
  return null;
}

export interface PlacedPunch {
  readonly atMs: number;
  /** Degrees, of one coordinate system. */
  readonly longitude: number;
  readonly latitude: number;
}

const EARTH_RADIUS_KM = 6_371;
const MS_PER_HOUR = 3_600_000;

/** Kilometres per hour, rounded, that lie between two punches; null where they are no more than 60. */
export function impossibleSpeed(one: PlacedPunch, other: PlacedPunch): number | null {
  const hours = Math.abs(other.atMs - one.atMs) / MS_PER_HOUR;
  const km = haversineKm(one, other);
  // Places of activities are a map pin each: what lies within half a kilometre is one place.
  if (km < 0.5) return null;
  const speed = hours === 0 ? Number.MAX_SAFE_INTEGER : km / hours;
  return speed > signalLimits.speedKmh ? Math.min(Math.round(speed), 100_000) : null;
}

function haversineKm(a: PlacedPunch, b: PlacedPunch): number {
  const rad = (degrees: number): number => (degrees * Math.PI) / 180;
  const half =
    Math.sin(rad(b.latitude - a.latitude) / 2) ** 2 +
    Math.cos(rad(a.latitude)) * Math.cos(rad(b.latitude)) * Math.sin(rad(b.longitude - a.longitude) / 2) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(half));
}

/** Share of back-filled and self-declared minutes of a team, in whole per cent rounded down; null within the limit. */
export function backfillShare(weakMinutes: number, allMinutes: number): number | null {
  if (allMinutes < signalLimits.backfillTeamMinutes) return null;
  return weakMinutes * 100 > allMinutes * signalLimits.backfillPercent
    ? Math.floor((weakMinutes * 100) / allMinutes)
    : null;
}
