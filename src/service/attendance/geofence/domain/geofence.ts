import { distanceMeters, inGcj02, type CoordinateSystem, type Point } from './coordinates';

/** Where an activity is held, and how far away somebody may still be said to be there. */
export interface Geofence extends Point {
  readonly system: CoordinateSystem;
  readonly radiusMeters: number;
}

/** Where a phone believes to be. */
export interface Position extends Point {
  readonly system: CoordinateSystem;
  /** Radius in which the phone is with 68 % probability. */
  readonly accuracyMeters: number;
}

export interface PlaceEvidence {
  /** UNSURE where the phone's own accuracy leaves both open. */
  readonly place: 'INSIDE' | 'OUTSIDE' | 'UNSURE';
  /** Rounded to 10 m, so that it tells where a person was no better than it must. */
  readonly distanceMeters: number;
}

/** Whether somebody is at the place. It is evidence and decides nothing: signals lie, and phones are set wrong. */
export function placeEvidence(position: Position, fence: Geofence): PlaceEvidence {
  const distance = distanceMeters(inGcj02(position, position.system), inGcj02(fence, fence.system));
  const rounded = Math.round(distance / 10) * 10;
  if (distance + position.accuracyMeters <= fence.radiusMeters) return { place: 'INSIDE', distanceMeters: rounded };
  if (distance - position.accuracyMeters > fence.radiusMeters) return { place: 'OUTSIDE', distanceMeters: rounded };
  return { place: 'UNSURE', distanceMeters: rounded };
}
