import { areTooManyCalled, NOTHING_TAKEN, takenByOthers } from './taken-by-others';

describe('attendance by the word of others', () => {
  it.each([
    [29, 100, 30, false],
    [30, 100, 30, false],
    [31, 100, 30, true],
    [1, 3, 30, true],
    [1, 4, 30, false],
    [1, 1, 30, true],
    [0, 0, 30, false],
    [1, 100, 0, true],
  ])('%d of %d at %d percent: too many %s', (called, present, percent, expected) => {
    expect(areTooManyCalled(called, present, percent)).toBe(expected);
  });

  it('says nothing where there is nothing to say', () => {
    expect(takenByOthers(NOTHING_TAKEN, 60)).toEqual({ flags: [], lines: [] });
  });

  it('says each thing once and changes no minutes', () => {
    const all = { lateStartMinutes: 9, lateLineMinutes: 90, calledPercent: 30, isRest: true, isDenied: true };
    const { flags, lines } = takenByOthers(all, 60);
    expect(flags).toEqual(['LATE_START', 'LATE_LINES', 'CALLED_WITHOUT_TRACE', 'REST_HERE', 'DENIED']);
    expect(lines.map(({ reason }) => reason)).toEqual(flags);
    expect(lines.every(({ beforeMinutes, afterMinutes }) => beforeMinutes === 60 && afterMinutes === 60)).toBe(true);
  });
});
