import fc from 'fast-check';
import pointsDefault from '../../../../config/policies/points.default.json';
import { wholeMinutes, type Interval } from '../../../kernel/interval';
import { localDayOf } from '../../../kernel/local-day';
import { pointsFor, type PointsInput } from './points-for';
import { pointsPolicySchema, type PointsPolicy } from './points-policy';

const policy = pointsPolicySchema.parse(pointsDefault);
const night: PointsPolicy = pointsPolicySchema.parse({
  ...pointsDefault,
  multipliers: [{ name: 'NIGHT', percent: 200, window: { fromMinute: 120, toMinute: 480 } }],
});
const MIDNIGHT = Date.UTC(2026, 2, 9, 16);

function span(fromHour: number, toHour: number): Interval {
  return { startMs: MIDNIGHT + fromHour * 3_600_000, endMs: MIDNIGHT + toHour * 3_600_000 };
}

function input(creditedIntervals: readonly Interval[], rest: Partial<PointsInput> = {}): PointsInput {
  return {
    activityKind: 'SERVICE',
    category: 'RIVER_PATROL',
    duty: 'MEMBER',
    dayTypes: {},
    creditedIntervals,
    grade: 'A',
    pointsEligible: true,
    isFirstTime: false,
    isEmergency: false,
    earnedOnDayPointTenths: 0,
    earnedInMonthPointTenths: 0,
    ...rest,
  };
}

describe('points', () => {
  it('example f: 01:00–03:00 at 10 points an hour, doubled from 02:00, is 10 + 20 = 30 points', () => {
    const result = pointsFor(input([span(1, 3)]), night);
    expect(result.pointTenths).toBe(300);
    expect(result.trace.filter((line) => line.step === 'SEGMENT').map((line) => line.multiplierPercent)).toEqual([
      100, 200,
    ]);
  });

  it('example h: an approved back-fill of three hours is 0 points', () => {
    expect(pointsFor(input([span(9, 12)], { grade: 'D' }), policy).pointTenths).toBe(0);
  });

  it('example c: a record below the effective share earns nothing', () => {
    const result = pointsFor(input([span(9, 10)], { pointsEligible: false }), policy);
    expect(result).toMatchObject({ pointTenths: 0, trace: [{ step: 'NOT_ELIGIBLE' }] });
  });

  it.each<[string, Partial<PointsInput>, object, number]>([
    ['service', {}, {}, 200],
    ['training', { activityKind: 'TRAINING' }, {}, 100],
    ['grade C', { grade: 'C' }, {}, 200],
    ['grade E', { grade: 'E' }, {}, 0],
    ['leader bonus', { duty: 'LEADER' }, { bonuses: bonuses(15, 0, 0) }, 215],
    ['a member has no leader bonus', {}, { bonuses: bonuses(15, 0, 0) }, 200],
    ['first time and emergency', { isFirstTime: true, isEmergency: true }, { bonuses: bonuses(0, 20, 30) }, 250],
    ['no bonus on a grade of factor 0', { grade: 'D', isFirstTime: true }, { bonuses: bonuses(0, 20, 0) }, 0],
    ['record cap', {}, { caps: caps(150, null, null) }, 150],
    ['day cap', { earnedOnDayPointTenths: 130 }, { caps: caps(null, 250, null) }, 120],
    ['month cap that is full', { earnedInMonthPointTenths: 900 }, { caps: caps(null, null, 800) }, 0],
    ['a rate by category', {}, { rates: [{ category: 'RIVER_PATROL', pointTenthsPerHour: 120 }] }, 240],
    ['no rate matches', {}, { rates: [{ category: 'LECTURE', pointTenthsPerHour: 120 }] }, 0],
    [
      'rest day multiplier',
      { dayTypes: { [localDayOf(MIDNIGHT)]: 'REST_DAY' } },
      { multipliers: [{ name: 'REST', dayType: 'REST_DAY', percent: 150 }] },
      300,
    ],
    [
      'the highest multiplier applies alone',
      {},
      {
        multipliers: [
          { name: 'A', percent: 150 },
          { name: 'B', percent: 200 },
        ],
      },
      400,
    ],
    ['a window over midnight', {}, { multipliers: [{ name: 'N', percent: 200, window: window(1320, 600) }] }, 300],
  ])('%s: two hours from 09:00', (_name, facts, changes, tenths) => {
    const rules = pointsPolicySchema.parse({ ...pointsDefault, ...changes });
    expect(pointsFor(input([span(9, 11)], facts), rules).pointTenths).toBe(tenths);
  });

  it('floors once: three times 20 min 40 s at 10 points an hour are 62 minutes, 10.3 points', () => {
    const parts = [9, 10, 11].map((hour) => ({
      startMs: span(hour, 24).startMs,
      endMs: span(hour, 24).startMs + 1_240_000,
    }));
    expect(pointsFor(input(parts), policy).pointTenths).toBe(103);
  });

  const intervals = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 1, max: 20_000 })).map(([from, length]) => ({
      startMs: MIDNIGHT + from * 1000,
      endMs: MIDNIGHT + (from + length) * 1000,
    })),
    { maxLength: 5 },
  );

  it('at a flat rate the points are those of the whole minutes, wherever the windows cut', () => {
    const flat = pointsPolicySchema.parse({
      ...pointsDefault,
      multipliers: [{ name: 'SAME', percent: 100, window: { fromMinute: 77, toMinute: 911 } }],
    });
    fc.assert(
      fc.property(intervals, (spans) => {
        const { pointTenths } = pointsFor(input(spans), flat);
        expect(pointTenths).toBe(Math.floor((wholeMinutes(spans) * 100) / 60));
      }),
    );
  });

  it('is a whole number, never negative, and does not depend on the order of the intervals', () => {
    fc.assert(
      fc.property(intervals, (spans) => {
        const { pointTenths } = pointsFor(input(spans), night);
        expect(Number.isInteger(pointTenths) && pointTenths >= 0).toBe(true);
        expect(pointsFor(input([...spans].reverse()), night).pointTenths).toBe(pointTenths);
      }),
    );
  });
});

function bonuses(leaderPointTenths: number, firstTimePointTenths: number, emergencyPointTenths: number): object {
  return { leaderPointTenths, firstTimePointTenths, emergencyPointTenths };
}

function caps(
  recordPointTenths: number | null,
  dayPointTenths: number | null,
  monthPointTenths: number | null,
): object {
  return { recordPointTenths, dayPointTenths, monthPointTenths };
}

function window(fromMinute: number, toMinute: number): object {
  return { fromMinute, toMinute };
}
