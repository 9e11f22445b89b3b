import { axisOf } from './axis';

const at = (clock: string): string => `2026-12-02T${clock}:00+08:00`;
const span = (from: string, until: string) => ({ startsAt: at(from), endsAt: at(until) });
const punch = (direction: 'IN' | 'OUT', clock: string) => ({ direction, punchedAt: at(clock), isReplaced: false });

describe('the day of a record on one axis', () => {
  const evidence = {
    planned: span('15:00', '16:30'),
    counted: [span('16:00', '16:30')],
    punches: [punch('IN', '14:55'), punch('OUT', '16:33')],
    sameDay: [{ ...span('14:00', '16:00'), recordId: 'other', activityTitle: '微心愿' }],
  };

  it('shows the other records, the punches, and what of them counts', () => {
    const { lines, marks } = axisOf(evidence as never);
    expect(lines.map(({ name, bars }) => [name, bars.map(({ kind, words }) => `${kind} ${words}`)])).toEqual([
      ['微心愿', ['other 14:00–16:00']],
      ['本条打卡', ['here 14:55–16:33']],
      ['本条计入', ['lost ', 'lost ', 'counted 16:00–16:30']],
    ]);
    expect(marks.map(({ words }) => words)).toEqual(['14:00', '15:00', '16:00', '17:00']);
    expect(lines[0]?.bars[0]?.left).toBe(0);
    expect(lines[0]?.bars[0]?.width).toBeCloseTo(66.67, 1);
  });

  it('a check-in without a check-out lasts until the end of the plan', () => {
    const { lines } = axisOf({ ...evidence, punches: [punch('IN', '15:00')], sameDay: [] } as never);
    expect(lines[0]?.bars.map(({ words }) => words)).toEqual(['15:00–16:30']);
  });
});
