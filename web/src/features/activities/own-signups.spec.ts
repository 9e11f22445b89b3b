import { isComing, type Outcome, type Signup, toldOf } from './own-signups';

const NOW = Date.parse('2026-12-04T00:00:00Z');
const signup = (given: Partial<Signup> = {}): Signup =>
  ({ status: 'CONFIRMED', shiftStatus: 'SCHEDULED', endsAt: '2026-12-05T03:00:00Z', ...given }) as Signup;
const outcome = (given: Partial<Outcome>): Outcome =>
  ({ excuseStatus: null, excuseReason: null, excuseAnswer: null, ...given }) as Outcome;

it('tells what comes from what is over', () => {
  expect(isComing(signup(), NOW)).toBe(true);
  expect(isComing(signup({ endsAt: '2026-12-03T03:00:00Z' }), NOW)).toBe(false);
  expect(isComing(signup({ status: 'CANCELLED' }), NOW)).toBe(false);
  expect(toldOf(signup(), null, NOW).word).toBe('已报名');
  expect(toldOf(signup({ shiftStatus: 'CLOSED' }), null, NOW).word).toBe('等算出结果');
});

it('says who cancelled, and why', () => {
  const cancelled = { status: 'CANCELLED', cancelReason: '暴雨' } as const;
  expect(toldOf(signup({ ...cancelled, shiftStatus: 'CANCELLED' }), null, NOW)).toMatchObject({
    ...{ word: '这一场取消了', why: ['原因：暴雨'] },
  });
  expect(toldOf(signup(cancelled), null, NOW).word).toBe('您取消了');
});

it('says with an excuse what was written and what was answered', () => {
  const excused = outcome({
    outcome: 'EXCUSED',
    excuseStatus: 'ACCEPTED',
    excuseReason: '发烧',
    excuseAnswer: '同意请假',
  });
  expect(toldOf(signup({ shiftStatus: 'CLOSED' }), excused, NOW)).toMatchObject({
    ...{ word: '准假', why: ['您请了假：发烧', '准假：同意请假'] },
  });
  expect(toldOf(signup({ shiftStatus: 'CLOSED' }), outcome({ outcome: 'NO_SHOW' }), NOW).why).toHaveLength(1);
});
