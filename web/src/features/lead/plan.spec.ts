import { activityOf, blankPlan, invitation, isOneMore, missingIn, type Plan, planLike, shiftOf } from './plan';

const plan: Plan = {
  ...blankPlan('2026-12-03'),
  ...{ title: '清理小片荒', category: 'PLOT_CLEARING', placeName: '小区空地', capacity: '12' },
};
const last = {
  ...{ id: 'a', teamId: 't', title: '清理小片荒', category: 'PLOT_CLEARING', placeName: '小区空地', description: null },
  ...{ kind: 'SERVICE', riskLevel: 'LOW', checkInModes: ['CODE'], evidenceMode: 'NONE', status: 'PUBLISHED' },
  positions: [{ id: 'p', name: '队员', duty: 'MEMBER', description: null }],
  shifts: [
    { id: 's1', startsAt: '2026-11-01T00:00:00Z', endsAt: '2026-11-01T02:00:00Z', seats: [{ capacity: 5 }] },
    { id: 's2', startsAt: '2026-11-08T00:30:00Z', endsAt: '2026-11-08T03:30:00Z', seats: [{ capacity: 12 }] },
  ],
} as unknown as Parameters<typeof planLike>[0];

it('takes over what the last one was, for tomorrow', () => {
  expect(planLike(last, '2026-12-03')).toEqual({ ...plan, from: '08:30', to: '11:30' });
});

it('is one more shift while only the time differs', () => {
  expect(isOneMore(planLike(last, '2026-12-03'), last)).toBe(true);
  expect(isOneMore({ ...plan, placeName: '别处' }, last)).toBe(false);
  expect(isOneMore(plan, null)).toBe(false);
});

it('ends on the next day where the end is not after the start', () => {
  expect(shiftOf({ ...plan, from: '22:00', to: '01:00' })).toEqual({
    startsAt: '2026-12-04T14:00:00.000Z',
    endsAt: '2026-12-04T17:00:00.000Z',
  });
  expect(shiftOf({ ...plan, until: '2026-12-25' }).repeatWeeklyUntil).toBe('2026-12-25');
});

it('asks for what is missing, one thing at a time', () => {
  expect(missingIn(blankPlan('2026-12-03'))?.field).toBe('title');
  expect(missingIn({ ...plan, capacity: '0' })?.field).toBe('capacity');
  expect(missingIn({ ...plan, until: '2026-12-04' })?.field).toBe('until');
  expect(missingIn(plan)).toBeNull();
});

it('writes what the service wants and what people read', () => {
  expect(activityOf(plan, 't', null)).toMatchObject({ teamId: 't', kind: 'SERVICE', positions: [{ capacity: 12 }] });
  expect(invitation(plan, 'http://x/a/1')).toMatch(
    /^【志愿服务】清理小片荒\n时间：.*09:00–11:00（2 小时）\n地点：小区空地\n/,
  );
});
