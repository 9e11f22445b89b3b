import { type LocalDay, parseLocalDay } from '../../../kernel/local-day';
import { isOverBy, isRealTerm, lastDayOf } from './term';

function day(text: string): LocalDay {
  const parsed = parseLocalDay(text);
  if (!parsed) throw new Error(`${text} is no day`);
  return parsed;
}

describe('term of office', () => {
  const term = { validFrom: day('2026-01-01'), validTo: day('2026-03-01') };
  const open = { validFrom: day('2026-01-01'), validTo: null };

  it('has at least one day', () => {
    expect(isRealTerm(term)).toBe(true);
    expect(isRealTerm(open)).toBe(true);
    expect(isRealTerm({ validFrom: term.validFrom, validTo: term.validFrom })).toBe(false);
  });

  it('is over on its first day without the office', () => {
    expect(isOverBy(term, day('2026-02-28'))).toBe(false);
    expect(isOverBy(term, day('2026-03-01'))).toBe(true);
    expect(isOverBy(open, day('2099-01-01'))).toBe(false);
  });

  it('names the last day in office', () => {
    expect(lastDayOf(term)).toBe('2026-02-28');
    expect(lastDayOf(open)).toBeNull();
  });
});
