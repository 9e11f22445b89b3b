import { instantOf, linesFor, type PaperLine, wrongOf } from './paper';

const startsAt = '2026-12-04T14:00:00Z';
const line = (from: string, to: string): PaperLine => ({ volunteerId: 'a', name: '甲', isOn: true, from, to });

it('reads a time after midnight as the next day', () => {
  expect(instantOf('2026-12-04', startsAt, '22:05')).toBe('2026-12-04T14:05:00.000Z');
  expect(instantOf('2026-12-04', startsAt, '01:00')).toBe('2026-12-04T17:00:00.000Z');
});

it('says what is wrong with a line', () => {
  expect(wrongOf(line('22:00', '01:00'), '2026-12-04', startsAt)).toBe('');
  expect(wrongOf(line('23:00', '22:30'), '2026-12-04', startsAt)).toBe('签退要晚于签到。');
  expect(wrongOf(line('', '22:30'), '2026-12-04', startsAt)).toBe('请填签到和签退的时间。');
});

it('keeps what was read before and begins with nobody on the paper', () => {
  const person = {
    volunteerNo: 'V1',
    initials: '',
    isSignedUp: true,
    loadMarks: [],
    state: 'MISSING' as const,
    checkedInAt: null,
    checkedOutAt: null,
  };
  const board = {
    ...{ shiftId: 's', signedUpCount: 2, presentCount: 0, leftCount: 0, missingCount: 2 },
    lines: [
      { ...person, volunteerId: 'a', name: '甲' },
      { ...person, volunteerId: 'b', name: '乙' },
    ],
  };
  expect(linesFor(board, '09:00', '11:00', [line('09:10', '10:50')])).toEqual([
    line('09:10', '10:50'),
    { volunteerId: 'b', name: '乙', isOn: false, from: '09:00', to: '11:00' },
  ]);
});
