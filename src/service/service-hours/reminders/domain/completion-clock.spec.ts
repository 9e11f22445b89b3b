import fc from 'fast-check';
import calendar2026 from '../../../../../config/calendar/2026.json';
import { addDays, type LocalDay } from '../../../../kernel/local-day';
import { completionOf, lastDayInState } from './completion-clock';
import { calendarYearSchema, workingCalendarOf } from '../../computing/domain/working-days';

const calendar = workingCalendarOf(calendarYearSchema.parse(calendar2026).exceptions);
const rule = { completionWorkingDays: 10, reminderWorkingDays: 7 };
const day = (text: string): LocalDay => text as LocalDay;

describe('the ten working days of a record', () => {
  // Saturday 28 November 2026: working days 1–10 are 30 November – 11 December.
  it.each([
    ['2026-12-07', 'ON_TIME'],
    ['2026-12-08', 'DUE_SOON'],
    ['2026-12-11', 'DUE_SOON'],
    ['2026-12-12', 'OVERDUE'],
  ])('on %s a record of 28 November is %s', (today, state) => {
    expect(completionOf(day('2026-11-28'), day(today), rule, calendar)).toEqual({
      isKnown: true,
      state,
      dueOn: '2026-12-11',
    });
  });

  it('counts over the National Day holiday with its adjusted workdays', () => {
    const completion = completionOf(day('2026-09-30'), day('2026-10-20'), rule, calendar);
    expect(completion).toMatchObject({ isKnown: true, dueOn: '2026-10-20', state: 'DUE_SOON' });
  });

  it('says which year is missing', () => {
    expect(completionOf(day('2026-12-30'), day('2026-12-31'), rule, calendar)).toMatchObject({ year: 2027 });
  });

  it('cuts a list exactly where the state changes', () => {
    const days = fc.integer({ min: 0, max: 280 }).map((count) => addDays(day('2026-02-10'), count));
    fc.assert(
      fc.property(days, fc.constantFrom('DUE_SOON', 'OVERDUE'), (today, state) => {
        const cut = lastDayInState(state, today, rule, calendar);
        if (!cut.isKnown) throw new Error('no cut');
        const stateOn = (ended: LocalDay): string => {
          const completion = completionOf(ended, today, rule, calendar);
          return completion.isKnown ? completion.state : 'UNKNOWN';
        };
        const reached = state === 'OVERDUE' ? ['OVERDUE'] : ['DUE_SOON', 'OVERDUE'];
        expect(reached).toContain(stateOn(cut.day));
        expect(reached).not.toContain(stateOn(addDays(cut.day, 1)));
      }),
    );
  });
});
