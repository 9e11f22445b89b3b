import { appointmentRowProblems, overlaps, termOf } from './appointment-rows';

const row = (cells: Record<string, string>) => ({ rowNumber: 2, cells, mangled: [] });
const good = {
  name: '赵桂兰',
  volunteerNo: 'V0000000018',
  role: '楼栋长',
  divisionCode: 'B',
  firstDay: '2026-01-01',
  isPaid: '否',
  source: '居民会议',
};
const facts = {
  idProblem: null,
  volunteer: { name: '赵桂兰', isActive: true },
  division: { kind: 'BUILDING', isClosed: false },
};

describe('appointmentRowProblems', () => {
  it.each<[string, Record<string, string>, Partial<Parameters<typeof appointmentRowProblems>[1]>, string[]]>([
    ['a good row', {}, {}, []],
    ['nobody named', { volunteerNo: '' }, { volunteer: null }, ['volunteerNo:VOLUNTEER_NUMBER_EMPTY']],
    ['nobody found', {}, { volunteer: null }, ['volunteerNo:VOLUNTEER_NUMBER_UNKNOWN']],
    [
      'nobody found by ID number',
      { volunteerNo: '', idNumber: '1' },
      { volunteer: null },
      ['idNumber:VOLUNTEER_NUMBER_UNKNOWN'],
    ],
    ['somebody else', {}, { volunteer: { name: '钱', isActive: true } }, ['name:NAME_DIFFERS']],
    [
      'somebody not active',
      {},
      { volunteer: { name: '赵桂兰', isActive: false } },
      ['volunteerNo:VOLUNTEER_NOT_IN_USE'],
    ],
    [
      'another kind of place',
      {},
      { division: { kind: 'GRID', isClosed: false } },
      ['divisionCode:ROLE_DIVISION_WRONG'],
    ],
    ['a closed place', {}, { division: { kind: 'BUILDING', isClosed: true } }, ['divisionCode:DIVISION_NOT_IN_USE']],
    ['a day that is none', { firstDay: '2026-02-30' }, {}, ['firstDay:DAY_WRONG']],
    ['an end before the beginning', { lastDay: '2025-12-31' }, {}, ['lastDay:TERM_WRONG']],
  ])('%s', (_, cells, given, expected) => {
    const found = appointmentRowProblems(row({ ...good, ...cells }), { ...facts, ...given });
    expect(found.map(({ column, problem }) => `${column}:${problem}`)).toEqual(expected);
  });
});

describe('terms of a list', () => {
  it('end after their last day', () => {
    expect(termOf(row({ firstDay: '2026-01-01', lastDay: '2026-01-01' }))).toEqual({
      validFrom: '2026-01-01',
      validTo: '2026-01-02',
    });
    expect(termOf(row({ firstDay: '2026-01-01' }))?.validTo).toBeNull();
  });

  it('overlap where they share a day', () => {
    const term = (firstDay: string, lastDay: string) => termOf(row({ firstDay, lastDay }))!;
    expect(overlaps(term('2026-01-01', '2026-01-31'), term('2026-01-31', '2026-02-01'))).toBe(true);
    expect(overlaps(term('2026-01-01', '2026-01-31'), term('2026-02-01', '2026-02-02'))).toBe(false);
    expect(overlaps(term('2026-01-01', ''), term('2030-01-01', ''))).toBe(true);
  });
});
