import file2026 from '../../../../config/calendar/2026.json';
import { readCalendarJson, readCalendarRows } from './calendar-file';

const row = (rowNumber: number, day: string, working: string, label = '元旦') => ({ rowNumber, day, working, label });

describe('a working-day table', () => {
  it('reads the files that come with the application', () => {
    const reading = readCalendarJson(JSON.stringify(file2026));
    expect(reading).toMatchObject({ isValid: true, table: { year: 2026 } });
  });

  it.each<[string, unknown, string]>([
    ['no JSON', 'days', 'SHAPE'],
    ['no day', { year: 2027, source: 's', exceptions: [] }, 'SHAPE'],
    [
      'a day that does not exist',
      { year: 2027, source: 's', exceptions: [{ day: '2027-02-30', isWorking: true, label: '' }] },
      'SHAPE',
    ],
    [
      'another year',
      { year: 2027, source: 's', exceptions: [{ day: '2026-01-01', isWorking: false, label: '元旦' }] },
      'YEARS_MIXED',
    ],
  ])('refuses %s', (_case, content, problem) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    expect(readCalendarJson(text)).toMatchObject({ isValid: false, problems: [{ problem }] });
  });

  it('reads a sheet and names every row that is wrong', () => {
    const good = [row(2, '2027-01-01', '休息'), row(3, '2027-01-03', '上班', '调休')];
    expect(readCalendarRows(good, '国务院办公厅通知')).toMatchObject({
      isValid: true,
      table: { year: 2027, exceptions: [{ isWorking: false }, { isWorking: true, label: '调休' }] },
    });
    const bad = [...good, row(4, '2027-13-01', '休'), row(5, '2027-05-01', '?'), row(6, '2027-01-01', '休')];
    expect(readCalendarRows(bad, 's')).toEqual({
      isValid: false,
      problems: [
        { rowNumber: 4, problem: 'DAY_INVALID' },
        { rowNumber: 5, problem: 'WORKING_INVALID' },
        { rowNumber: 6, problem: 'DAY_TWICE' },
      ],
    });
    expect(readCalendarRows([], 's')).toMatchObject({ problems: [{ problem: 'EMPTY' }] });
    const mixed = readCalendarRows([...good, row(4, '2028-01-01', '休')], 's');
    expect(mixed).toMatchObject({ problems: [{ problem: 'YEARS_MIXED' }] });
  });
});
