import { LINES, sheetsOf } from './sheets';

describe('roll sheets', () => {
  const shift = { id: '01900000-0000-7000-8000-00000000abcd', startsAt: '2026-12-05T00:30:00Z' };
  const person = (name: string, waitingPlace: number | null = null) => ({
    ...{ name, waitingPlace, volunteerNo: `V-${name}`, position: '队员' },
  });

  it('have twenty lines, names first, and a number that finds the photo', () => {
    const [sheet, ...more] = sheetsOf(shift, [person('赵'), person('陈'), person('候补', 1)]);
    expect(more).toEqual([]);
    expect(sheet?.lines).toHaveLength(LINES);
    expect(sheet?.lines.slice(0, 3).map(({ no, name }) => [no, name])).toEqual([
      [1, '陈'],
      [2, '赵'],
      [3, ''],
    ]);
    expect(sheet?.number).toBe('20261205-0830-ABCD-1');
  });

  it('go on where there are many, with free lines on the last', () => {
    const sheets = sheetsOf(
      shift,
      Array.from({ length: 38 }, (_none, index) => person(`人${String(index).padStart(2, '0')}`)),
    );
    expect(sheets).toHaveLength(3);
    expect(sheets[2]?.lines[0]).toMatchObject({ no: 41, name: '' });
    expect(sheets[1]?.number.endsWith('-2')).toBe(true);
  });
});
