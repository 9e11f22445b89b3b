import { clashOn, MOST_WEEKS, weeksFrom, yearsOf } from './series';

describe('a weekly series', () => {
  it('is the same weekday, over the year', () => {
    expect(weeksFrom('2026-12-19', 3)).toEqual(['2026-12-19', '2026-12-26', '2027-01-02']);
    expect(yearsOf(weeksFrom('2026-12-19', 3))).toEqual([2026, 2027]);
  });

  it('has one shift at least and no more than one plans at once', () => {
    expect(weeksFrom('2026-12-19', 0)).toHaveLength(1);
    expect(weeksFrom('2026-12-19', 500)).toHaveLength(MOST_WEEKS);
  });

  it('says what a day is that is not what its weekday says', () => {
    const calendar = [
      { day: '2027-01-01', isWorking: false, label: '元旦' },
      { day: '2027-01-03', isWorking: false, label: null },
      { day: '2027-02-14', isWorking: true, label: '春节' },
      { day: '2027-02-20', isWorking: true, label: '调休上班' },
    ];
    expect(clashOn('2027-01-01', calendar)).toBe('元旦放假');
    expect(clashOn('2027-01-03', calendar)).toBe('放假');
    expect(clashOn('2027-02-14', calendar)).toBe('春节调休上班');
    expect(clashOn('2027-02-20', calendar)).toBe('调休上班');
    expect(clashOn('2027-03-06', calendar)).toBeNull();
  });
});
