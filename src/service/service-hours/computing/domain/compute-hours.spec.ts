import fc from 'fast-check';
import hoursDefault from '../../../../../config/policies/hours.default.json';
import { intersect, type Interval } from '../../../../kernel/interval';
import { localDayOf } from '../../../../kernel/local-day';
import { computeHours } from './compute-hours';
import { hoursPolicySchema } from './hours-policy';
import type { HoursInput, PunchDirection, PunchEvent, PunchMethod } from './hours-types';
import { traceSentences } from './trace-sentences';

const MINUTE = 60_000;
const policy = hoursPolicySchema.parse(hoursDefault);

/** Local time of 2026-03-10 (or of the following days: '25:00' is 01:00 of the next day). */
function at(clock: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = clock.split(':').map(Number);
  return Date.UTC(2026, 2, 9, 16) + ((hours * 60 + minutes) * 60 + seconds) * 1000;
}

function span(from: string, to: string): Interval {
  return { startMs: at(from), endMs: at(to) };
}

function punch(direction: PunchDirection, clock: string, method: PunchMethod = 'CODE', id?: string): PunchEvent {
  return { id: id ?? `${direction}-${clock}`, direction, atMs: at(clock), method };
}

function input(planned: Interval, punches: readonly PunchEvent[], rest: Partial<HoursInput> = {}): HoursInput {
  return {
    order: { plannedStartMs: planned.startMs, key: 'own' },
    planned,
    extendedEndMs: null,
    breaks: [],
    punches,
    otherRecords: [],
    dutyTime: [],
    claimedMinutesByDay: {},
    dayApprovals: {},
    isTraining: false,
    ...rest,
  };
}

describe('worked examples of the rule book, §2.4', () => {
  const morning = span('09:00', '11:00');

  it('a: early in and late out earn nothing outside the plan', () => {
    const result = computeHours(input(morning, [punch('IN', '08:50'), punch('OUT', '11:20')]), policy);
    expect(result).toMatchObject({ rawMinutes: 150, clippedMinutes: 120, creditedMinutes: 120, grade: 'A', flags: [] });
    expect(result.needsReview).toBe(false);
  });

  it('b: a missing check-out is set to the planned end', () => {
    const result = computeHours(input(morning, [punch('IN', '09:10')]), policy);
    expect(result).toMatchObject({ creditedMinutes: 110, grade: 'B', gradePending: true, flags: ['AUTO_CLOSED'] });
  });

  it('c: below 60 % the minutes stand and the points do not; per-session zeroing takes the minutes', () => {
    const short = input(morning, [punch('IN', '09:00'), punch('OUT', '10:10')]);
    expect(computeHours(short, policy)).toMatchObject({ creditedMinutes: 70, pointsEligible: false });
    const zeroed = computeHours(short, { ...policy, perSessionZeroing: true });
    expect(zeroed).toMatchObject({ creditedMinutes: 0, rawMinutes: 70, pointsEligible: false });
    const enough = input(morning, [punch('IN', '09:00'), punch('OUT', '10:12')]);
    expect(computeHours(enough, policy).pointsEligible).toBe(true);
  });

  it('d: a day of 13 h 20 min is 480 automatic, 240 for the community, 80 for the street', () => {
    const long = input(span('06:00', '19:20'), [punch('IN', '06:00'), punch('OUT', '19:20')]);
    const result = computeHours(long, policy);
    expect(result).toMatchObject({ creditedMinutes: 480, pendingMinutes: { community: 240, street: 80 } });
    expect(result.flags).toEqual(['OVER_DAY_CAP']);
    const afternoon = input(span('14:00', '19:20'), [punch('IN', '14:00'), punch('OUT', '19:20')], {
      claimedMinutesByDay: { [localDayOf(at('14:00'))]: 480 },
    });
    expect(computeHours(afternoon, policy)).toMatchObject({
      creditedMinutes: 0,
      pendingMinutes: { community: 240, street: 80 },
    });
  });

  it('e: of two overlapping records the later one keeps what is not covered, both go to review', () => {
    const second = span('10:30', '12:00');
    const firstInput = input(morning, [punch('IN', '09:00'), punch('OUT', '11:00')], {
      otherRecords: [
        { order: { plannedStartMs: second.startMs, key: 'second' }, intervals: [second], isConfirmed: false },
      ],
    });
    const secondInput = input(second, [punch('IN', '10:30'), punch('OUT', '12:00')], {
      otherRecords: [
        { order: { plannedStartMs: morning.startMs, key: 'first' }, intervals: [morning], isConfirmed: false },
      ],
      claimedMinutesByDay: { [localDayOf(morning.startMs)]: 120 },
    });
    const results = [firstInput, secondInput].map((record) => computeHours(record, policy));
    expect(results.map((result) => result.creditedMinutes)).toEqual([120, 60]);
    expect(results.map((result) => result.needsReview)).toEqual([true, true]);
  });

  it('g: 23:00–01:00 is 60 minutes on either day', () => {
    const night = input(span('23:00', '25:00'), [punch('IN', '23:00'), punch('OUT', '25:00')]);
    const result = computeHours(night, policy);
    expect(result.creditedMinutes).toBe(120);
    expect(result.perDay.map((day) => [day.day, day.creditedMinutes])).toEqual([
      ['2026-03-10', 60],
      ['2026-03-11', 60],
    ]);
  });

  it('h: an approved back-fill of three hours is 180 minutes of grade D', () => {
    const backfill = [punch('IN', '09:00', 'BACKFILL'), punch('OUT', '12:00', 'BACKFILL')];
    const result = computeHours(input(span('09:00', '12:00'), backfill), policy);
    expect(result).toMatchObject({ creditedMinutes: 180, grade: 'D', gradePending: false });
  });
});

describe('single steps', () => {
  const morning = span('09:00', '11:00');
  const full = [punch('IN', '09:00'), punch('OUT', '11:00')];

  it.each([
    ['PLANNED_END', 480, 120],
    ['PLANNED_END', 45, 45],
    ['CAP', 90, 90],
    ['CAP', 480, 180],
    ['FIXED_MINUTES', 480, 60],
    ['ZERO', 480, 0],
  ] as const)('missing check-out by %s with a cap of %i minutes credits %i', (missingOut, cap, minutes) => {
    const record = input(morning, [punch('IN', '08:45')], { extendedEndMs: at('12:00') });
    const result = computeHours(record, { ...policy, missingOut, missingOutCapMinutes: cap });
    expect(result.creditedMinutes).toBe(minutes);
    expect(result.flags).toContain('AUTO_CLOSED');
  });

  it.each<[string, Partial<HoursInput>, number]>([
    ['an extension moves the end', { extendedEndMs: at('11:15') }, 130],
    ['an extension into the past does not shorten', { extendedEndMs: at('10:00') }, 120],
    ['breaks are subtracted', { breaks: [span('10:00', '10:15'), span('10:10', '10:20')] }, 100],
    ['duty time is work', { dutyTime: [span('08:00', '10:00')] }, 60],
    [
      'a later confirmed record keeps its minutes',
      {
        otherRecords: [
          {
            order: { plannedStartMs: at('10:00'), key: 'x' },
            intervals: [span('10:00', '10:30')],
            isConfirmed: true,
          },
        ],
      },
      90,
    ],
  ])('%s', (_name, rest, minutes) => {
    const planned = rest.extendedEndMs === at('11:15') ? span('09:05', '11:05') : morning;
    const punches = [punch('IN', '09:00'), punch('OUT', rest.extendedEndMs === at('11:15') ? '11:30' : '11:00')];
    expect(computeHours(input(planned, punches, rest), policy).creditedMinutes).toBe(minutes);
  });

  it.each<[string, PunchEvent[], number, string[]]>([
    ['duplicates within two minutes collapse', [...full, punch('IN', '09:01'), punch('OUT', '11:02')], 120, []],
    ['a check-out alone earns nothing', [punch('OUT', '10:00')], 0, ['MISSING_IN', 'BELOW_EFFECTIVE_SHARE']],
    ['no punch at all', [], 0, ['NO_PUNCHES', 'BELOW_EFFECTIVE_SHARE']],
    ['a second check-in does not replace the first', [...full, punch('IN', '09:30')], 120, ['REPEATED_IN']],
    ['a second check-out does not replace the first', [...full, punch('OUT', '11:10')], 120, ['REPEATED_OUT']],
    [
      'four pairs on one day',
      ['09:00', '09:30', '10:00', '10:30'].flatMap((clock, index) => [
        punch('IN', clock, 'CODE', `in${String(index)}`),
        {
          id: `out${String(index)}`,
          direction: 'OUT' as const,
          atMs: at(clock) + 25 * MINUTE,
          method: 'CODE' as const,
        },
      ]),
      100,
      ['TOO_MANY_PAIRS'],
    ],
    ['a check-in after the end', [punch('IN', '11:10')], 0, ['AUTO_CLOSED', 'BELOW_EFFECTIVE_SHARE']],
  ])('pairing: %s', (_name, punches, minutes, flags) => {
    const result = computeHours(input(morning, punches), policy);
    expect([result.creditedMinutes, result.flags]).toEqual([minutes, flags]);
  });

  it.each<[PunchMethod, PunchMethod | null, string, boolean]>([
    ['CODE', 'CODE', 'A', false],
    ['CODE', 'ROLL_CALL', 'B', false],
    ['STAFF', 'STAFF', 'B', false],
    ['CODE', null, 'B', true],
    ['PAPER', 'PAPER', 'C', false],
    ['PAPER', null, 'C', true],
    ['CODE', 'BACKFILL', 'D', false],
    ['CODE', 'CORRECTION', 'B', false],
    ['CORRECTION', 'CORRECTION', 'D', false],
    ['SELF_DECLARED', 'CODE', 'E', false],
  ])('grade: in by %s and out by %s is %s', (inMethod, outMethod, grade, pending) => {
    const out = outMethod ? [punch('OUT', '11:00', outMethod)] : [];
    const result = computeHours(input(morning, [punch('IN', '09:00', inMethod), ...out]), policy);
    expect([result.grade, result.gradePending]).toEqual([grade, pending]);
  });

  it('approvals lift the cap of a day, and more than 16 hours open an investigation', () => {
    const day = localDayOf(at('09:00'));
    const long = input(span('06:00', '23:00'), [punch('IN', '06:00'), punch('OUT', '23:00')]);
    expect(computeHours(long, policy).flags).toContain('INVESTIGATION');
    const community = computeHours({ ...long, dayApprovals: { [day]: 'COMMUNITY' } }, policy);
    expect([community.creditedMinutes, community.pendingMinutes]).toEqual([720, { community: 0, street: 300 }]);
    const street = computeHours({ ...long, dayApprovals: { [day]: 'STREET' } }, policy);
    expect([street.creditedMinutes, street.pendingMinutes]).toEqual([1020, { community: 0, street: 0 }]);
  });

  it('seconds over midnight are summed before they are floored', () => {
    const night = input(span('23:00', '25:00'), [punch('IN', '23:00:30'), punch('OUT', '24:59:30')]);
    expect(computeHours(night, policy).perDay.map((day) => day.creditedMinutes)).toEqual([59, 60]);
  });

  it('has one trace line per step, each starting where the one before ended, and a sentence for every line', () => {
    const record = input(morning, [punch('IN', '08:50')], { breaks: [span('10:00', '10:10')] });
    const { trace } = computeHours(record, policy);
    expect(trace).toHaveLength(9);
    trace.slice(1).forEach((line, index) => {
      expect(line.beforeMinutes).toBe(trace[index]?.afterMinutes);
    });
    expect(traceSentences(trace)).toHaveLength(9);
    expect(traceSentences(trace)[3]).toContain('10 分钟');
  });
});

describe('properties', () => {
  const dayStart = at('00:00');
  const atMs = fc.integer({ min: 0, max: 36 * 3600 }).map((seconds) => dayStart + seconds * 1000);
  const interval = fc
    .tuple(atMs, fc.integer({ min: 1, max: 16 * 3600 }))
    .map(([startMs, seconds]) => ({ startMs, endMs: startMs + seconds * 1000 }));
  const method = fc.constantFrom<PunchMethod>('CODE', 'ROLL_CALL', 'STAFF', 'PAPER', 'BACKFILL', 'SELF_DECLARED');
  const punches = fc
    .array(fc.tuple(fc.constantFrom<PunchDirection>('IN', 'OUT'), atMs, method), { maxLength: 9 })
    .map((rows) =>
      rows.map(([direction, ms, by], index) => ({ id: `p${String(index)}`, direction, atMs: ms, method: by })),
    );
  const record = fc
    .tuple(interval, punches, fc.array(interval, { maxLength: 3 }), fc.array(interval, { maxLength: 2 }))
    .map(([planned, events, breaks, dutyTime]) => input(planned, events, { breaks, dutyTime }));
  const anyPolicy = fc
    .tuple(fc.constantFrom('PLANNED_END', 'CAP', 'FIXED_MINUTES', 'ZERO'), fc.boolean())
    .map(([missingOut, perSessionZeroing]) => ({ ...policy, missingOut, perSessionZeroing }));

  it('0 ≤ credited + pending ≤ clipped ≤ raw, and day parts add up', () => {
    fc.assert(
      fc.property(record, anyPolicy, (one, rules) => {
        const result = computeHours(one, rules);
        const pending = result.pendingMinutes.community + result.pendingMinutes.street;
        const ordered = [0, result.creditedMinutes, result.creditedMinutes + pending, result.clippedMinutes];
        expect([...ordered, result.rawMinutes]).toEqual([...ordered, result.rawMinutes].sort((a, b) => a - b));
        const days = result.perDay.reduce((sum, day) => sum + day.creditedMinutes, 0);
        expect(days).toBe(result.creditedMinutes);
        result.trace.forEach((line) => {
          expect(Math.min(line.beforeMinutes, line.afterMinutes)).toBeGreaterThanOrEqual(0);
        });
      }),
    );
  });

  it('the order of the events does not matter, and a duplicated event changes nothing', () => {
    fc.assert(
      fc.property(record, fc.infiniteStream(fc.nat(1000)), (one, dice) => {
        const shuffled = one.punches
          .flatMap((event) => [event, { ...event }])
          .map((event) => ({ event, key: dice.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ event }) => event);
        const result = computeHours(one, policy);
        const again = computeHours({ ...one, punches: shuffled }, policy);
        expect({ ...again, trace: again.trace.slice(1) }).toEqual({ ...result, trace: result.trace.slice(1) });
      }),
    );
  });

  it('splitting a span into two records never credits more', () => {
    fc.assert(
      fc.property(interval, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (planned, share) => {
        const cut = planned.startMs + Math.floor((planned.endMs - planned.startMs) * share);
        fc.pre(cut > planned.startMs);
        const credit = (part: Interval): number =>
          computeHours(
            input(part, [
              { id: 'i', direction: 'IN', atMs: part.startMs, method: 'CODE' },
              { id: 'o', direction: 'OUT', atMs: part.endMs, method: 'CODE' },
            ]),
            { ...policy, dayCaps: { automaticMinutes: 1440, communityMinutes: 1440, investigationMinutes: 1440 } },
          ).creditedMinutes;
        const parts = credit({ ...planned, endMs: cut }) + credit({ ...planned, startMs: cut });
        expect(parts).toBeLessThanOrEqual(credit(planned));
      }),
    );
  });

  it("a person's records, computed one after the other, never hold the same time twice", () => {
    fc.assert(
      fc.property(fc.array(interval, { minLength: 2, maxLength: 5 }), (plans) => {
        const done: { order: HoursInput['order']; intervals: readonly Interval[]; isConfirmed: boolean }[] = [];
        for (const [index, planned] of plans.entries()) {
          const order = { plannedStartMs: planned.startMs, key: String(index) };
          const events = [
            { id: 'i', direction: 'IN', atMs: planned.startMs, method: 'CODE' },
            { id: 'o', direction: 'OUT', atMs: planned.endMs, method: 'CODE' },
          ] as const;
          const result = computeHours(input(planned, events, { order, otherRecords: done }), policy);
          for (const mine of result.occupiedIntervals) {
            for (const theirs of done.flatMap((other) => other.intervals)) expect(intersect(mine, theirs)).toBeNull();
          }
          done.push({ order, intervals: result.occupiedIntervals, isConfirmed: true });
        }
      }),
    );
  });

  it('a span that begins or ends exactly at midnight has a part on one day only', () => {
    const evening = computeHours(input(span('22:00', '24:00'), [punch('IN', '22:00'), punch('OUT', '24:00')]), policy);
    expect(evening.perDay.map((day) => day.day)).toEqual(['2026-03-10']);
    const early = computeHours(input(span('24:00', '26:00'), [punch('IN', '24:00'), punch('OUT', '26:00')]), policy);
    expect(early.perDay.map((day) => day.day)).toEqual(['2026-03-11']);
  });
});
