import fc from 'fast-check';
import { distanceMeters, gcj02Of } from './coordinates';
import { placeEvidence } from './geofence';

const tiananmen = { longitude: 116.391_24, latitude: 39.907_36 };
const fence = { ...tiananmen, system: 'WGS84', radiusMeters: 200 } as const;
/** A point so many metres north: one degree of latitude is 111,195 m on the sphere. */
const north = (meters: number) => ({ ...tiananmen, latitude: tiananmen.latitude + meters / 111_195 });

describe('distances and coordinate systems', () => {
  it.each([
    ['Beijing to Shanghai', [116.4074, 39.9042], [121.4737, 31.2304], 1_067_000, 2_000],
    ['one degree of longitude at the equator', [0, 0], [1, 0], 111_195, 1],
    ['half around the earth', [0, 0], [180, 0], 20_015_115, 1],
    ['across the date line', [179.5, 0], [-179.5, 0], 111_195, 1],
    ['nowhere', [116.4, 39.9], [116.4, 39.9], 0, 0],
  ])('%s', (_, [fromX = 0, fromY = 0], [toX = 0, toY = 0], expected, tolerance) => {
    const distance = distanceMeters({ longitude: fromX, latitude: fromY }, { longitude: toX, latitude: toY });
    expect(Math.abs(distance - expected)).toBeLessThanOrEqual(tolerance);
  });

  it.each([
    ['Beijing', [116.391_24, 39.907_36], [116.397_480, 39.908_764]],
    ['Shanghai', [121.4737, 31.2304], [121.478_225, 31.228_453]],
  ])('the shift of %s, to some metres', (_, [longitude = 0, latitude = 0], [shownX = 0, shownY = 0]) => {
    const shown = gcj02Of({ longitude, latitude });
    expect(distanceMeters(shown, { longitude: shownX, latitude: shownY })).toBeLessThan(5);
  });

  it.each([
    ['New York', [-74, 40.7]],
    ['Sydney', [151.2, -33.9]],
  ])('%s is not shifted', (_, [longitude = 0, latitude = 0]) => {
    expect(gcj02Of({ longitude, latitude })).toEqual({ longitude, latitude });
  });

  it('the shift within the mainland is some hundred metres', () => {
    const longitudes = fc.double({ min: 75, max: 135, noNaN: true });
    const latitudes = fc.double({ min: 18, max: 53, noNaN: true });
    fc.assert(
      fc.property(longitudes, latitudes, (longitude, latitude) => {
        const meters = distanceMeters({ longitude, latitude }, gcj02Of({ longitude, latitude }));
        return meters > 0 && meters < 1_500;
      }),
    );
  });
});

describe('the fence', () => {
  it.each([
    ['in the middle', 0, 20, 'INSIDE', 0],
    ['near the edge, a good signal', 174, 20, 'INSIDE', 170],
    ['near the edge, a bad signal', 176, 60, 'UNSURE', 180],
    ['just outside, a bad signal', 236, 60, 'UNSURE', 240],
    ['far away', 500, 60, 'OUTSIDE', 500],
  ])('%s', (_, meters, accuracyMeters, place, rounded) => {
    const evidence = placeEvidence({ ...north(meters), system: 'WGS84', accuracyMeters }, fence);
    expect(evidence).toEqual({ place, distanceMeters: rounded });
  });

  it('does not depend on the system that fence and phone speak', () => {
    const chosenOnMap = { ...gcj02Of(tiananmen), system: 'GCJ02', radiusMeters: 200 } as const;
    const phone = { ...north(100), system: 'WGS84', accuracyMeters: 10 } as const;
    expect(placeEvidence(phone, chosenOnMap)).toEqual({ place: 'INSIDE', distanceMeters: 100 });
    expect(placeEvidence(phone, { ...chosenOnMap, ...tiananmen })).toMatchObject({ place: 'OUTSIDE' });
  });
});
