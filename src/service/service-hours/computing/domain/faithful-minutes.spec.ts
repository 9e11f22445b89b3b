import fc from 'fast-check';
import hoursDefault from '../../../../../config/policies/hours.default.json';
import { intersect, type Interval, wholeMinutes } from '../../../../kernel/interval';
import { localDayOf } from '../../../../kernel/local-day';
import { computeHours } from './compute-hours';
import { hoursPolicySchema } from './hours-policy';
import type { HoursInput, PunchDirection, PunchMethod } from './hours-types';
import { computePerson, type PersonSubject } from './person-hours';

/** What no way of reading the punches may break, whatever the policy of the street. */
const policy = hoursPolicySchema.parse(hoursDefault);
const DAY_START = Date.parse('2026-11-28T00:00:00+08:00');
const SECOND = 1_000;

const atMs = fc.integer({ min: 0, max: 40 * 3_600 }).map((seconds) => DAY_START + seconds * SECOND);
const interval = fc
  .tuple(atMs, fc.integer({ min: 1, max: 14 * 3_600 }))
  .map(([startMs, seconds]) => ({ startMs, endMs: startMs + seconds * SECOND }));
const method = fc.constantFrom<PunchMethod>('CODE', 'ROLL_CALL', 'STAFF', 'CORRECTION', 'BACKFILL');
const anyPolicy = fc
  .record({
    missingOut: fc.constantFrom('PLANNED_END', 'CAP', 'FIXED_MINUTES', 'ZERO'),
    perSessionZeroing: fc.boolean(),
    effectiveSharePercent: fc.integer({ min: 0, max: 100 }),
    missingOutCapMinutes: fc.integer({ min: 0, max: 720 }),
    automatic: fc.integer({ min: 0, max: 600 }),
  })
  .map(({ automatic, ...given }) => ({
    ...policy,
    ...given,
    dayCaps: { automaticMinutes: automatic, communityMinutes: automatic + 240, investigationMinutes: automatic + 480 },
  }));

/** Two or three records of one person, planned and punched anyhow. */
const subjects = fc.array(
  fc.record({
    planned: interval,
    extendedMinutes: fc.option(fc.integer({ min: 0, max: 120 })),
    breaks: fc.array(interval, { maxLength: 2 }),
    dutyTime: fc.array(interval, { maxLength: 2 }),
    punches: fc.array(fc.tuple(fc.constantFrom<PunchDirection>('IN', 'OUT'), atMs, method), { maxLength: 6 }),
  }),
  { minLength: 1, maxLength: 3 },
);

function personOf(
  drawn: typeof subjects extends fc.Arbitrary<infer T> ? T : never,
  rules: typeof policy,
): readonly PersonSubject[] {
  return drawn.map(({ planned, extendedMinutes, breaks, dutyTime, punches }, index) => ({
    policy: rules,
    input: {
      order: { plannedStartMs: planned.startMs, key: String(index) },
      planned,
      extendedEndMs: extendedMinutes === null ? null : planned.endMs + extendedMinutes * 60 * SECOND,
      breaks,
      dutyTime,
      punches: punches.map(([direction, ms, by], each) => ({
        ...{ id: `${String(index)}-${String(each)}`, direction, atMs: ms, method: by },
      })),
      dayApprovals: {},
      isTraining: false,
    },
  }));
}

describe('faithful minutes, whatever is punched and planned', () => {
  it('are never negative, and credited ≤ credited + pending ≤ clipped ≤ raw', () => {
    fc.assert(
      fc.property(subjects, anyPolicy, (drawn, rules) => {
        for (const result of computePerson(personOf(drawn, rules), []).values()) {
          const pending = result.pendingMinutes.community + result.pendingMinutes.street;
          expect(
            Math.min(result.creditedMinutes, result.pendingMinutes.community, result.pendingMinutes.street),
          ).toBeGreaterThanOrEqual(0);
          expect(result.creditedMinutes + pending).toBeLessThanOrEqual(result.clippedMinutes);
          expect(result.clippedMinutes).toBeLessThanOrEqual(result.rawMinutes);
          // The time behind the minutes lies in what was served and is exactly as long.
          expect(wholeMinutes(result.creditedIntervals)).toBe(result.creditedMinutes);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('of one person never overlap, not by a millisecond', () => {
    fc.assert(
      fc.property(subjects, anyPolicy, (drawn, rules) => {
        const held = [...computePerson(personOf(drawn, rules), []).values()].map((result) => result.occupiedIntervals);
        for (const [index, own] of held.entries()) {
          for (const others of held.slice(index + 1)) {
            for (const span of own) for (const taken of others) expect(intersect(span, taken)).toBeNull();
          }
        }
      }),
    );
  });

  it('do not depend on the order in which events arrive or shifts are closed, and a repetition changes nothing', () => {
    fc.assert(
      fc.property(subjects, anyPolicy, fc.integer(), (drawn, rules, dice) => {
        const shuffled = <T>(items: readonly T[]): T[] =>
          items
            .map((item, index) => ({ item, key: ((index + 1) * 2_654_435_761 + dice) % 1_000_003 }))
            .sort((a, b) => a.key - b.key)
            .map(({ item }) => item);
        const once = personOf(drawn, rules);
        const again = shuffled(once).map((subject) => ({
          ...subject,
          input: { ...subject.input, punches: shuffled([...subject.input.punches, ...subject.input.punches]) },
        }));
        const essence = (people: readonly PersonSubject[]) =>
          [...computePerson(people, [])]
            .map(([key, { trace, ...result }]) => [key, { ...result, steps: trace.slice(1) }] as const)
            .sort(([a], [b]) => (a < b ? -1 : 1));
        expect(essence(again)).toEqual(essence(once));
      }),
    );
  });

  it('splitting a span never credits more, with any caps; over midnight a minute may count for the other day, none is won', () => {
    fc.assert(
      fc.property(interval, fc.double({ min: 0.01, max: 0.99, noNaN: true }), anyPolicy, (planned, share, rules) => {
        const cut = planned.startMs + Math.floor((planned.endMs - planned.startMs) * share);
        fc.pre(cut > planned.startMs && cut < planned.endMs);
        // Zeroing looks at the share of each session, so a part of its own may reach what the whole does not.
        const plain = { ...rules, perSessionZeroing: false };
        const attended = (key: string, part: Interval): PersonSubject => ({
          policy: plain,
          input: {
            order: { plannedStartMs: part.startMs, key },
            planned: part,
            ...{ extendedEndMs: null, breaks: [], dutyTime: [], dayApprovals: {}, isTraining: false },
            punches: [
              { id: `${key}i`, direction: 'IN', atMs: part.startMs, method: 'CODE' },
              { id: `${key}o`, direction: 'OUT', atMs: part.endMs, method: 'CODE' },
            ],
          },
        });
        const sum = (people: readonly PersonSubject[], isPendingCounted: boolean): number =>
          [...computePerson(people, []).values()].reduce((total, { creditedMinutes, pendingMinutes }) => {
            const pending = isPendingCounted ? pendingMinutes.community + pendingMinutes.street : 0;
            return total + creditedMinutes + pending;
          }, 0);
        const parts = [attended('1', { ...planned, endMs: cut }), attended('2', { ...planned, startMs: cut })];
        const whole = [attended('0', planned)];
        expect(sum(parts, true)).toBeLessThanOrEqual(sum(whole, true));
        const isOneDay = localDayOf(planned.startMs) === localDayOf(planned.endMs - 1);
        if (isOneDay) expect(sum(parts, false)).toBeLessThanOrEqual(sum(whole, false));
      }),
    );
  });

  it('are split at midnight exactly: each day has its own cap, and the day parts add up', () => {
    const night = fc
      .integer({ min: 1, max: 6 * 3_600 })
      .chain((before) => fc.integer({ min: 1, max: 6 * 3_600 }).map((after) => ({ before, after })));
    const midnight = Date.parse('2026-11-29T00:00:00+08:00');
    fc.assert(
      fc.property(night, fc.integer({ min: 0, max: 400 }), ({ before, after }, automaticMinutes) => {
        const planned = { startMs: midnight - before * SECOND, endMs: midnight + after * SECOND };
        const one: HoursInput = {
          order: { plannedStartMs: planned.startMs, key: 'n' },
          planned,
          ...{ extendedEndMs: null, breaks: [], dutyTime: [], dayApprovals: {}, isTraining: false },
          ...{ otherRecords: [], claimedMinutesByDay: {} },
          punches: [
            { id: 'i', direction: 'IN', atMs: planned.startMs, method: 'CODE' },
            { id: 'o', direction: 'OUT', atMs: planned.endMs, method: 'CODE' },
          ],
        };
        const caps = { automaticMinutes, communityMinutes: 720, investigationMinutes: 960 };
        const result = computeHours(one, { ...policy, dayCaps: caps });
        const days = result.perDay.map((part) => part.day);
        expect(days.every((day) => day === '2026-11-28' || day === '2026-11-29')).toBe(true);
        for (const part of result.perDay) expect(part.creditedMinutes).toBeLessThanOrEqual(automaticMinutes);
        const all = result.creditedMinutes + result.pendingMinutes.community + result.pendingMinutes.street;
        expect(all).toBe(Math.floor((before + after) / 60));
      }),
    );
  });
});
