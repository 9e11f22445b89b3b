export type CoordinateSystem = 'WGS84' | 'GCJ02';

/** A point on the earth, in degrees. */
export interface Point {
  readonly longitude: number;
  readonly latitude: number;
}

/** Mean radius of the earth, for the haversine. */
const EARTH_RADIUS_METERS = 6_371_008.8;
/** Krasovsky 1940: the ellipsoid that GCJ-02 is defined on. */
const MAJOR_AXIS_METERS = 6_378_245;
const ECCENTRICITY_SQUARED = 0.006_693_421_622_965_943;

const rad = (degrees: number): number => (degrees * Math.PI) / 180;

/** Distance on the sphere: right to half a percent, which is less than a phone's accuracy at these distances. */
export function distanceMeters(a: Point, b: Point): number {
  const sinLatitude = Math.sin(rad(b.latitude - a.latitude) / 2);
  const sinLongitude = Math.sin(rad(b.longitude - a.longitude) / 2);
  const h = sinLatitude ** 2 + Math.cos(rad(a.latitude)) * Math.cos(rad(b.latitude)) * sinLongitude ** 2;
  return 2 * EARTH_RADIUS_METERS * Math.asin(Math.min(1, Math.sqrt(h)));
}

/**
 * GPS coordinates as Chinese maps show them. The shift is some hundred metres, more than most fences; outside of the
 * mainland's rectangle there is none.
 */
export function gcj02Of(point: Point): Point {
  const { longitude, latitude } = point;
  if (longitude < 72.004 || longitude > 137.8347 || latitude < 0.8293 || latitude > 55.8271) return point;
  const x = longitude - 105;
  const y = latitude - 35;
  const sin = Math.sin(rad(latitude));
  const magic = 1 - ECCENTRICITY_SQUARED * sin * sin;
  const meridian = (MAJOR_AXIS_METERS * (1 - ECCENTRICITY_SQUARED)) / magic ** 1.5;
  const parallel = (MAJOR_AXIS_METERS / Math.sqrt(magic)) * Math.cos(rad(latitude));
  return {
    longitude: longitude + (eastMeters(x, y) / parallel) * (180 / Math.PI),
    latitude: latitude + (northMeters(x, y) / meridian) * (180 / Math.PI),
  };
}

/** Brings a point into the system of Chinese maps, in which places are picked. */
export function inGcj02(point: Point, system: CoordinateSystem): Point {
  return system === 'GCJ02' ? point : gcj02Of(point);
}

function eastMeters(x: number, y: number): number {
  const { sin, PI, sqrt, abs } = Math;
  const base = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x));
  const waves = [
    20 * sin(6 * x * PI) + 20 * sin(2 * x * PI),
    20 * sin(x * PI) + 40 * sin((x / 3) * PI),
    150 * sin((x / 12) * PI) + 300 * sin((x / 30) * PI),
  ];
  return base + waves.reduce((sum, wave) => sum + (wave * 2) / 3, 0);
}

function northMeters(x: number, y: number): number {
  const { sin, PI, sqrt, abs } = Math;
  const base = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x));
  const waves = [
    20 * sin(6 * x * PI) + 20 * sin(2 * x * PI),
    20 * sin(y * PI) + 40 * sin((y / 3) * PI),
    160 * sin((y / 12) * PI) + 320 * sin((y * PI) / 30),
  ];
  return base + waves.reduce((sum, wave) => sum + (wave * 2) / 3, 0);
}
