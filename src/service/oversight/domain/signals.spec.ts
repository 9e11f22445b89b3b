import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { signalPolicySchema, sieveOf } from './signal-limits';
import { backfillShare, impossibleSpeed, sharedDevice } from './signals';

const limits = signalPolicySchema.parse(JSON.parse(readFileSync('config/policies/signals.default.json', 'utf8')));

const MINUTE = 60_000;
const punch = (volunteerId: string, minute: number) => ({ volunteerId, atMs: minute * MINUTE });

describe('signals of abuse', () => {
  it.each<[string, ReturnType<typeof punch>[], readonly string[] | null]>([
    ['three people within ten minutes', [punch('a', 0), punch('b', 4), punch('c', 10)], ['a', 'b', 'c']],
    ['three people over eleven minutes', [punch('a', 0), punch('b', 5), punch('c', 11)], null],
    ['one person many times', [punch('a', 0), punch('a', 1), punch('a', 2), punch('b', 3)], null],
    ['later in the day', [punch('a', 0), punch('x', 100), punch('y', 104), punch('z', 107)], ['x', 'y', 'z']],
  ])('shared device: %s', (_case, punches, people) => {
    expect(sharedDevice(punches, limits)).toEqual(people);
    expect(sharedDevice([...punches].reverse(), limits)).toEqual(people);
  });

  const here = { atMs: 0, longitude: 116.4, latitude: 39.9 };
  it.each([
    ['11 km in ten minutes', { atMs: 10 * MINUTE, longitude: 116.4, latitude: 40.0 }, 67],
    ['11 km in twelve minutes', { atMs: 12 * MINUTE, longitude: 116.4, latitude: 40.0 }, null],
    ['400 m at once', { atMs: 0, longitude: 116.4, latitude: 39.9036 }, null],
    ['11 km at once', { atMs: 0, longitude: 116.4, latitude: 40.0 }, 100_000],
  ])('speed: %s', (_case, there, speed) => {
    expect(impossibleSpeed(here, there, limits)).toBe(speed);
    expect(impossibleSpeed(there, here, limits)).toBe(speed);
  });

  it.each([
    [300, 1_000, null],
    [301, 1_000, 30],
    [599, 599, null],
    [600, 600, 100],
  ])('back-fills: %i of %i minutes', (weak, all, percent) => {
    expect(backfillShare(weak, all, limits)).toBe(percent);
  });

  it('two people never share a device', () => {
    const punches = fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.nat(60)), { maxLength: 20 });
    fc.assert(
      fc.property(punches, (drawn) => {
        const punched = drawn.map(([who, minute]) => punch(who, minute));
        expect(sharedDevice(punched, limits)).toBeNull();
      }),
    );
  });

  it('goes by the limits it is given', () => {
    const strict = { ...limits, sharedDevicePeople: 2, speedKmh: 20, backfillPercent: 10 };
    expect(sharedDevice([punch('a', 0), punch('b', 10)], strict)).toEqual(['a', 'b']);
    expect(impossibleSpeed(here, { atMs: 30 * MINUTE, longitude: 116.4, latitude: 40.0 }, strict)).toBe(22);
    expect(backfillShare(101, 1_000, strict)).toBe(10);
  });

  it('sieves by what any version calls odd', () => {
    const strict = { ...limits, sharedDevicePeople: 2, youngAccountMinutes: 2_880 };
    expect(sieveOf([limits, strict])).toEqual({
      ...{ sharedDevicePeople: 2, identicalPeople: 3, recorderMinutes: 1_200, youngAccountMinutes: 2_880 },
      manualPointTenths: 500,
    });
  });
});
