import type { SignalLimits } from './signal-limits';

export const signalKinds = [
  'SHARED_DEVICE',
  'IDENTICAL_SECONDS',
  'IMPOSSIBLE_SPEED',
  'BACKFILL_SHARE',
  'ONE_RECORDER',
  'YOUNG_ACCOUNT',
  'MANUAL_POINTS',
  'MANY_REGISTRATIONS',
  'WEAK_REGISTRATIONS',
  'PERSON_NOT_FOUND',
] as const;
export type SignalKind = (typeof signalKinds)[number];

const MS_PER_MINUTE = 60_000;

/** A punch as far as the signals look at it. */
export interface SignalPunch {
  readonly volunteerId: string;
  readonly atMs: number;
}

/**
 * Same device for several people within some minutes: answers the people of the first such window, or null.
 *
 * @param punches of one device, in any order.
 */
export function sharedDevice(punches: readonly SignalPunch[], limits: SignalLimits): readonly string[] | null {
  const sorted = [...punches].sort((a, b) => a.atMs - b.atMs || (a.volunteerId < b.volunteerId ? -1 : 1));
  for (const [index, first] of sorted.entries()) {
    const window = sorted
      .slice(index)
      .filter(({ atMs }) => atMs - first.atMs <= limits.sharedDeviceMinutes * MS_PER_MINUTE);
    const people = [...new Set(window.map(({ volunteerId }) => volunteerId))];
    if (people.length >= limits.sharedDevicePeople) return people;
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

/** Kilometres per hour, rounded, that lie between two punches; null within the limit. */
export function impossibleSpeed(one: PlacedPunch, other: PlacedPunch, limits: SignalLimits): number | null {
  const hours = Math.abs(other.atMs - one.atMs) / MS_PER_HOUR;
  const km = haversineKm(one, other);
  // Places of activities are a map pin each: what lies within half a kilometre is one place.
  if (km < 0.5) return null;
  const speed = hours === 0 ? Number.MAX_SAFE_INTEGER : km / hours;
  return speed > limits.speedKmh ? Math.min(Math.round(speed), 100_000) : null;
}

function haversineKm(a: PlacedPunch, b: PlacedPunch): number {
  const rad = (degrees: number): number => (degrees * Math.PI) / 180;
  const half =
    Math.sin(rad(b.latitude - a.latitude) / 2) ** 2 +
    Math.cos(rad(a.latitude)) * Math.cos(rad(b.latitude)) * Math.sin(rad(b.longitude - a.longitude) / 2) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(half));
}

/** Share of back-filled and self-declared minutes of a team, in whole per cent rounded down; null within the limit. */
export function backfillShare(weakMinutes: number, allMinutes: number, limits: SignalLimits): number | null {
  if (allMinutes < limits.backfillTeamMinutes) return null;
  return weakMinutes * 100 > allMinutes * limits.backfillPercent ? Math.floor((weakMinutes * 100) / allMinutes) : null;
}
