import { stateOf } from './shift-state';

describe('where a shift stands', () => {
  const shift = {
    ...{ startsAt: '2026-12-04T01:00:00Z', endsAt: '2026-12-04T03:00:00Z', status: 'SCHEDULED' as const },
    ...{ capacity: 10, signedUpCount: 7, waitingCount: 0 },
  };
  const at = (time: string): number => Date.parse(`2026-12-04T${time}:00Z`);

  it('is how full it is before check-in opens', () => {
    expect(stateOf(shift, at('00:00')).word).toBe('还差 3 人');
    expect(stateOf({ ...shift, signedUpCount: 10 }, at('00:00')).word).toBe('报满');
    expect(stateOf({ ...shift, signedUpCount: 10, waitingCount: 2 }, at('00:00')).word).toBe('报满，候补 2');
  });

  it('is what goes on, what was forgotten, and what is over', () => {
    expect(stateOf(shift, at('00:30')).word).toBe('正在签到');
    expect(stateOf(shift, at('03:01'))).toEqual({ word: '时间到了，还没结束', tone: 'warn' });
    expect(stateOf({ ...shift, status: 'CLOSED' }, at('03:01')).word).toBe('已结束');
    expect(stateOf({ ...shift, status: 'CANCELLED' }, at('00:00')).word).toBe('取消了');
  });
});
