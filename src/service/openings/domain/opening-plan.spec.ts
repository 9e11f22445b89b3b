import type { LocalDay } from '../../../kernel/local-day';
import {
  type KnownVolunteer,
  type OpeningProblem,
  type OpeningRowText,
  planOpening,
  withOverfull,
} from './opening-plan';

const period = { from: '2023-01-01' as LocalDay, to: '2024-12-31' as LocalDay, dayMinutes: 1_440 };
const someone: KnownVolunteer = { id: 'someone', name: '王㛃', isActive: true, isInScope: true };
const known = new Map<string, KnownVolunteer>([
  ['FZ-1', someone],
  ['FZ-2', { ...someone, id: 'foreign', isInScope: false }],
  ['FZ-3', { ...someone, id: 'suspended', isActive: false }],
]);

function row(change: Partial<OpeningRowText> = {}): OpeningRowText {
  return {
    rowNumber: 2,
    volunteerNo: 'FZ-1',
    name: '王㛃',
    hours: '1.5',
    servedOn: '2024-05-31',
    servedTo: '',
    kind: '',
    grade: '',
    isMangled: false,
    ...change,
  };
}

describe('planOpening', () => {
  const days = { servedOn: '2024-05-31', servedTo: '2024-05-31' };

  it.each<[string, number]>([
    ['1.5', 90],
    ['2', 120],
    ['0.05', 3],
    ['24', 1_440],
  ])('%s hours are %i minutes, grade D where none is named', (hours, minutes) => {
    expect(planOpening([row({ hours })], known, period)).toEqual({
      rows: [{ rowNumber: 2, volunteerId: 'someone', kind: 'SERVICE', minutes, grade: 'D', ...days }],
      errors: [],
    });
  });

  it('a span holds 24 hours a day, and no more', () => {
    const span = { servedOn: '2023-02-01', servedTo: '2023-02-28' };
    expect(planOpening([row({ ...span, hours: '672' })], known, period)).toMatchObject({
      rows: [{ minutes: 40_320, ...span }],
      errors: [],
    });
    expect(planOpening([row({ ...span, hours: '672.05' })], known, period).errors).toMatchObject([
      { problem: 'HOURS_TOO_MANY' },
    ]);
    const lower = { ...period, dayMinutes: 480 };
    expect(planOpening([row({ hours: '8.05' })], known, lower).errors).toMatchObject([{ problem: 'HOURS_TOO_MANY' }]);
  });

  it('names all lines that together do not fit into their days', () => {
    const lines = [
      row({ hours: '20' }),
      row({ rowNumber: 3, hours: '5' }),
      row({ rowNumber: 4, servedOn: '2024-06-01' }),
    ];
    const day = '2024-05-31' as LocalDay;
    const plan = withOverfull(planOpening(lines, known, period), [{ volunteerId: 'someone', from: day, to: day }]);
    expect(plan.errors.map(({ rowNumber, problem }) => [rowNumber, problem])).toEqual([
      [2, 'DAYS_FULL'],
      [3, 'DAYS_FULL'],
    ]);
    expect(plan.rows.map(({ rowNumber }) => rowNumber)).toEqual([4]);
  });

  // Every row is wrong in its own way and in the ways of some that follow: the first is named.
  it.each<[OpeningProblem, string, Partial<OpeningRowText>]>([
    ['NUMBER_MANGLED', '志愿者编号', { isMangled: true, volunteerNo: 'NOBODY' }],
    ['VOLUNTEER_UNKNOWN', '志愿者编号', { volunteerNo: 'NOBODY', name: '' }],
    ['SCOPE_FOREIGN', '志愿者编号', { volunteerNo: 'FZ-2', name: '别人' }],
    ['NAME_DIFFERS', '姓名', { volunteerNo: 'FZ-3', name: '别人' }],
    ['VOLUNTEER_NOT_ACTIVE', '志愿者编号', { volunteerNo: 'FZ-3', hours: '' }],
    ['HOURS_INVALID', '时长', { hours: '0', servedOn: '' }],
    ['HOURS_INVALID', '时长', { hours: '1.33' }],
    ['HOURS_INVALID', '时长', { hours: '-2' }],
    ['HOURS_INVALID', '时长', { hours: '10000.5' }],
    ['HOURS_TOO_MANY', '时长', { hours: '9999', kind: '会议' }],
    ['HOURS_TOO_MANY', '时长', { hours: '24.05' }],
    ['DATE_INVALID', '结束日期', { servedTo: '2024-05-30', kind: '会议' }],
    ['DATE_OUTSIDE', '结束日期', { servedTo: '2025-01-01' }],
    ['DATE_INVALID', '日期', { servedOn: '2023-02-29', kind: '会议' }],
    ['DATE_OUTSIDE', '日期', { servedOn: '2025-01-01', kind: '会议' }],
    ['KIND_UNKNOWN', '类别', { kind: '会议', grade: 'A' }],
    ['GRADE_UNKNOWN', '等级', { grade: 'A' }],
  ])('%s in column %s', (problem, column, change) => {
    expect(planOpening([row(change)], known, period)).toEqual({
      rows: [],
      errors: [{ rowNumber: 2, column, problem }],
    });
  });

  it('refuses the same line a second time', () => {
    const plan = planOpening([row(), row({ rowNumber: 3 }), row({ rowNumber: 4, hours: '2' })], known, period);
    expect(plan.errors).toEqual([{ rowNumber: 3, column: '志愿者编号', problem: 'ROW_TWICE' }]);
    expect(plan.rows.map(({ rowNumber }) => rowNumber)).toEqual([2, 4]);
  });
});
