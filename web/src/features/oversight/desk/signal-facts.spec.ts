import { signalFacts, signalPeople } from './signal-facts';

describe('what a sign rests on', () => {
  it('is said in sentences, with the figures that it has', () => {
    expect(signalFacts({ month: '2026-11', weakMinutes: 90, allMinutes: 120, percent: 75 })).toEqual([
      ...['2026 年 11 月。', '补录和申报占 75%。', '其中补录和申报 1 小时 30 分。', '合计 2 小时。'],
    ]);
    expect(signalFacts({ shiftId: 'x' })).toEqual([]);
  });

  it('names each person once', () => {
    expect(signalPeople({ volunteerId: 'a', volunteerIds: ['a', 'b'] })).toEqual(['a', 'b']);
  });
});
