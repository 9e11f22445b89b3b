import fc from 'fast-check';
import calendar2026 from '../../../../config/calendar/2026.json';
import { addDays, type LocalDay } from '../../../kernel/local-day';
import { type DutyException, type DutyPattern, dutyTimeBetween } from './duty-time';

const day = (text: string): LocalDay => text as LocalDay;
const table = {
  knownYears: new Set([2026]),
  exceptions: new Map(calendar2026.exceptions.map((entry) => [day(entry.day), entry.isWorking])),
};
const office = [1, 2, 3, 4, 5].flatMap((weekday) => [
  { weekday, from: '09:00', until: '12:00' },
  { weekday, from: '13:30', until: '17:30' },
]);
const pattern: DutyPattern = { validFrom: day('2026-01-05'), validTo: null, weekly: office, followsCalendar: true };

function spansOn(text: string, patterns = [pattern], exceptions: readonly DutyException[] = []): string[] {
  const time = dutyTimeBetween(day(text), day(text), patterns, exceptions, table);
  if (!time.isKnown) return [`missing ${String(time.year)}`];
  const clock = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(8, 16);
  return time.intervals.map(({ startMs, endMs }) => `${clock(startMs)}–${clock(endMs)}`);
}

describe('duty time', () => {
  const friday = ['27T09:00–27T12:00', '27T13:30–27T17:30'];
  it.each<[string, string, string[]]>([
    ['a plain working day', '2026-11-27', friday],
    ['a weekend', '2026-11-29', []],
    ['the National Day holiday on a Thursday', '2026-10-02', []],
    ['an adjusted Saturday, by the hours of Monday', '2026-10-10', ['10T09:00–10T12:00', '10T13:30–10T17:30']],
    ['before the pattern is valid', '2026-01-04', []],
  ])('%s', (_case, text, spans) => {
    // The day before takes part for its night; only what touches the day is compared here.
    expect(spansOn(text).filter((span) => span.includes(`${text.slice(8)}T`))).toEqual(spans);
  });

  it('leave and extra duty on a single day win over the pattern', () => {
    expect(spansOn('2026-11-30', [pattern], [{ day: day('2026-11-30'), spans: [] }])).toEqual([]);
    const extra = [{ day: day('2026-11-29'), spans: [{ from: '20:00', until: '02:00' }] }];
    expect(spansOn('2026-11-29', [pattern], extra)).toEqual(['29T20:00–30T02:00']);
  });

  it('a night that began the day before is on duty after midnight', () => {
    const nights: DutyPattern = {
      ...pattern,
      weekly: [{ weekday: 6, from: '22:00', until: '06:00' }],
      followsCalendar: false,
    };
    expect(spansOn('2026-11-29', [nights])).toEqual(['28T22:00–29T06:00']);
  });

  it('does not guess a year without a table, unless the pattern does not ask for it', () => {
    expect(spansOn('2027-03-01')).toEqual(['missing 2027']);
    expect(spansOn('2027-03-01', [{ ...pattern, validTo: day('2027-01-01') }])).toEqual([]);
    expect(spansOn('2027-03-01', [{ ...pattern, followsCalendar: false }])).toHaveLength(2);
  });

  it('a longer period is the union of its parts', () => {
    const days = fc.integer({ min: 0, max: 300 }).map((count) => addDays(day('2026-01-10'), count));
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 20 }), (first, length) => {
        const of = (from: LocalDay, to: LocalDay): string => {
          const time = dutyTimeBetween(from, to, [pattern], [], table);
          if (!time.isKnown) throw new Error('unknown');
          return JSON.stringify(time.intervals);
        };
        const middle = addDays(first, Math.floor(length / 2));
        const parts = [...JSON.parse(of(first, middle)), ...JSON.parse(of(addDays(middle, 1), addDays(first, length)))];
        const distinct = [...new Set(parts.map((part) => JSON.stringify(part)))];
        expect(`[${distinct.join(',')}]`).toBe(of(first, addDays(first, length)));
      }),
    );
  });
});
