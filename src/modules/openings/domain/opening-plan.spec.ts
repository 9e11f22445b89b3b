import type { LocalDay } from '../../../kernel/local-day';
import { type KnownVolunteer, type OpeningProblem, type OpeningRowText, planOpening } from './opening-plan';

const period = { from: '2023-01-01' as LocalDay, to: '2024-12-31' as LocalDay };
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
    kind: '',
    grade: '',
    isMangled: false,
    ...change,
  };
}

describe('planOpening', () => {
  it.each<[string, number]>([
    ['1.5', 90],
    ['2', 120],
    ['0.05', 3],
    ['10000', 600_000],
  ])('%s hours are %i minutes, grade D where none is named', (hours, minutes) => {
    expect(planOpening([row({ hours })], known, period)).toEqual({
      rows: [{ rowNumber: 2, volunteerId: 'someone', kind: 'SERVICE', minutes, grade: 'D', servedOn: '2024-05-31' }],
      errors: [],
    });
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
