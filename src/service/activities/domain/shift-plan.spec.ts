import fc from 'fast-check';
import { addDays, localDayOf, parseLocalDay, weekdayOf } from '../../../kernel/local-day';
import { planShifts } from './plan-shifts';
import { MAX_SHIFTS_PER_ACTIVITY, type PlannedShift, planShift, repeatWeekly } from './shift-plan';

const at = (text: string): number => Date.parse(`${text}+08:00`);
const nowMs = at('2026-12-01T00:00');
const moment = { nowMs, lateStartMinutes: 15 };
const span = (from: string, to: string, breaks: [string, string][] = []) => ({
  startMs: at(from),
  endMs: at(to),
  breaks: breaks.map(([start, end]) => ({ startMs: at(start), endMs: at(end) })),
});
const day = (text: string) => {
  const parsed = parseLocalDay(text);
  if (parsed === null) throw new Error(text);
  return parsed;
};
const planned = (from: string, to: string, breaks: [string, string][] = []): PlannedShift => {
  const plan = planShift(span(from, to, breaks), moment);
  if (typeof plan === 'string') throw new Error(plan);
  return plan;
};

describe('planShift', () => {
  it.each([
    ['ends before it starts', span('2026-12-05T11:00', '2026-12-05T09:00'), 'SHIFT_TIME_INVALID'],
    ['has no length', span('2026-12-05T09:00', '2026-12-05T09:00'), 'SHIFT_TIME_INVALID'],
    ['lasts longer than a day', span('2026-12-05T09:00', '2026-12-06T09:01'), 'SHIFT_TOO_LONG'],
    ['is over already', span('2026-11-30T09:00', '2026-12-01T00:00'), 'SHIFT_IN_PAST'],
    ['began hours ago', span('2026-11-30T14:30', '2026-12-01T09:00'), 'SHIFT_BEGAN_TOO_LONG_AGO'],
    ['began a minute too long ago', span('2026-11-30T23:44', '2026-12-01T09:00'), 'SHIFT_BEGAN_TOO_LONG_AGO'],
    [
      'rests before it starts',
      span('2026-12-05T09:00', '2026-12-05T11:00', [['2026-12-05T08:50', '2026-12-05T09:10']]),
      'SHIFT_BREAK_INVALID',
    ],
    [
      'rests after it ends',
      span('2026-12-05T09:00', '2026-12-05T11:00', [['2026-12-05T10:50', '2026-12-05T11:10']]),
      'SHIFT_BREAK_INVALID',
    ],
    [
      'rests all the time',
      span('2026-12-05T09:00', '2026-12-05T11:00', [['2026-12-05T09:00', '2026-12-05T11:00']]),
      'SHIFT_BREAK_INVALID',
    ],
    [
      'rests twice at once',
      span('2026-12-05T09:00', '2026-12-05T11:00', [
        ['2026-12-05T09:30', '2026-12-05T10:00'],
        ['2026-12-05T09:50', '2026-12-05T10:10'],
      ]),
      'SHIFT_BREAK_INVALID',
    ],
  ])('refuses a shift that %s', (_, request, problem) => {
    expect(planShift(request, moment)).toBe(problem);
  });

  it('takes a whole day over midnight and puts breaks in order', () => {
    const plan = planned('2026-12-05T09:00', '2026-12-06T09:00', [
      ['2026-12-05T18:00', '2026-12-05T19:00'],
      ['2026-12-05T12:00', '2026-12-05T13:00'],
    ]);
    expect(plan.breaks.map((pause) => pause.startMs)).toEqual([at('2026-12-05T12:00'), at('2026-12-05T18:00')]);
  });
});

describe('repeatWeekly', () => {
  it('goes over the end of a year at the same local time, last day included', () => {
    const series = repeatWeekly(
      planned('2026-12-19T09:00', '2026-12-19T11:00', [['2026-12-19T10:00', '2026-12-19T10:10']]),
      day('2027-01-09'),
    );
    expect(series).toEqual([
      planned('2026-12-19T09:00', '2026-12-19T11:00', [['2026-12-19T10:00', '2026-12-19T10:10']]),
      planned('2026-12-26T09:00', '2026-12-26T11:00', [['2026-12-26T10:00', '2026-12-26T10:10']]),
      planned('2027-01-02T09:00', '2027-01-02T11:00', [['2027-01-02T10:00', '2027-01-02T10:10']]),
      planned('2027-01-09T09:00', '2027-01-09T11:00', [['2027-01-09T10:00', '2027-01-09T10:10']]),
    ]);
  });

  it('refuses a last day before the first, or more than three years on', () => {
    const first = planned('2026-12-19T09:00', '2026-12-19T11:00');
    expect(repeatWeekly(first, day('2026-12-18'))).toBe('RECURRENCE_ENDS_TOO_EARLY');
    expect(repeatWeekly(first, day('2036-12-18'))).toBe('RECURRENCE_TOO_LONG');
  });

  it('holds every week from the first day to the last, none left out', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 365 }), fc.integer({ min: 0, max: 800 }), (startDay, length) => {
        const startMs = at('2026-12-01T23:30') + startDay * 86_400_000;
        const first = { startMs, endMs: startMs + 3_600_000, breaks: [] };
        const firstDay = localDayOf(startMs);
        const series = repeatWeekly(first, addDays(firstDay, length));
        if (typeof series === 'string') throw new Error(series);
        expect(series).toHaveLength(Math.floor(length / 7) + 1);
        series.forEach((shift, week) => {
          expect(localDayOf(shift.startMs)).toBe(addDays(firstDay, week * 7));
          expect(weekdayOf(localDayOf(shift.startMs))).toBe(weekdayOf(firstDay));
        });
      }),
    );
  });
});

describe('planShifts', () => {
  const single = { ...span('2026-12-05T09:00', '2026-12-05T11:00'), repeatWeeklyUntil: null };

  it('names the request that has the problem', () => {
    const late = { ...span('2026-12-06T11:00', '2026-12-06T09:00'), repeatWeeklyUntil: null };
    expect(planShifts([single, late], { ...moment, existing: 0 })).toEqual({ problem: 'SHIFT_TIME_INVALID', index: 1 });
  });

  it('refuses two shifts with one start, also where a series meets a single one', () => {
    const series = { ...single, repeatWeeklyUntil: day('2026-12-19') };
    const onItsDay = { ...span('2026-12-12T09:00', '2026-12-12T10:00'), repeatWeeklyUntil: null };
    expect(planShifts([single, single], { ...moment, existing: 0 })).toEqual({ problem: 'SHIFT_DUPLICATE', index: 1 });
    expect(planShifts([series, onItsDay], { ...moment, existing: 0 })).toEqual({
      problem: 'SHIFT_DUPLICATE',
      index: 1,
    });
  });

  it('refuses more shifts than an activity may have, those it has included', () => {
    expect(planShifts([single], { ...moment, existing: MAX_SHIFTS_PER_ACTIVITY - 1 })).toHaveProperty(
      'shifts.length',
      1,
    );
    expect(planShifts([single], { ...moment, existing: MAX_SHIFTS_PER_ACTIVITY })).toEqual({
      problem: 'SHIFT_TOO_MANY',
      index: 0,
    });
  });
});
