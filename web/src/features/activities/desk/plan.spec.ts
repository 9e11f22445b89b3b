import { type Activity, activityOf, blankPlan, isOneMore, missingIn, planLike, shiftsOf } from './plan';

const activity: Activity = {
  ...{ id: 'a', version: 1, status: 'PUBLISHED', cancelReason: null, kind: 'SERVICE', title: '周五有我' },
  ...{
    category: 'CLEANING',
    categoryName: '环境清洁',
    description: null,
    participantNotes: '带手套',
    placeName: '南门',
  },
  ...{ longitude: 116.4, latitude: 39.9, coordinateSystem: 'GCJ02', riskLevel: 'LOW', evidenceMode: 'PHOTO' },
  ...{
    checkInModes: ['CODE', 'STAFF'],
    teamId: 't',
    teamName: '队',
    divisionId: 'd',
    divisionName: '社区',
    divisionPath: '/1/',
  },
  positions: [
    { id: 'p1', name: '领队', duty: 'LEADER', description: null, isService: true },
    { id: 'p2', name: '队员', duty: 'MEMBER', description: '扫楼道', isService: true },
  ],
  shifts: [
    {
      ...{ id: 's', startsAt: '2026-11-27T01:00:00Z', endsAt: '2026-11-27T03:30:00Z', extendedTo: null, breaks: [] },
      ...{ status: 'CLOSED', cancelReason: null },
      seats: [
        { positionId: 'p1', capacity: 2, taken: 1, waiting: 0 },
        { positionId: 'p2', capacity: 12, taken: 12, waiting: 3 },
      ],
    },
  ],
};
const categories = [
  { code: 'CLEANING', isService: true },
  { code: 'MATCH', isService: false },
  { code: 'TRAINING', isService: false },
];

describe('as it was held last', () => {
  const plan = planLike(activity, 300, '2026-12-01');

  it('takes hours, positions, seats, place and fence along', () => {
    expect(plan).toMatchObject({ day: '2026-12-01', from: '09:00', to: '11:30', placeName: '南门', radius: '300' });
    expect(plan.positions.map(({ name, capacity }) => [name, capacity])).toEqual([
      ['领队', '2'],
      ['队员', '12'],
    ]);
  });

  it('is one more shift while only the time or the seats differ', () => {
    expect(isOneMore(plan, activity, 300)).toBe(true);
    expect(isOneMore({ ...plan, from: '14:00', to: '16:00', weeks: '3' }, activity, 300)).toBe(true);
    const positions = plan.positions.map((position) => ({ ...position, capacity: '5' }));
    expect(isOneMore({ ...plan, positions }, activity, 300)).toBe(true);
    expect(shiftsOf({ ...plan, positions }, ['2026-12-01'], true)).toEqual([
      {
        ...{ startsAt: '2026-12-01T01:00:00.000Z', endsAt: '2026-12-01T03:30:00.000Z' },
        capacities: [
          { position: '领队', capacity: 5 },
          { position: '队员', capacity: 5 },
        ],
      },
    ]);
  });

  it('is an activity of its own where anything else differs, or the last one has ended', () => {
    expect(isOneMore({ ...plan, placeName: '北门' }, activity, 300)).toBe(false);
    expect(isOneMore({ ...plan, radius: '' }, activity, 300)).toBe(false);
    expect(isOneMore(plan, { ...activity, status: 'CLOSED' }, 300)).toBe(false);
  });
});

describe('an activity from a plan', () => {
  it('says of a position only what its category does not say', () => {
    const plan = { ...planLike(activity, null, '2026-12-01'), category: 'CLEANING' };
    expect(activityOf(plan, ['2026-12-01'], categories).positions[0]).not.toHaveProperty('isService');
    const match = activityOf({ ...plan, category: 'MATCH' }, ['2026-12-01'], categories);
    expect(match.positions[0]).toMatchObject({ isService: true });
    const training = activityOf({ ...plan, category: 'TRAINING' }, ['2026-12-01'], categories);
    expect(training).toMatchObject({ kind: 'TRAINING' });
    expect(training.positions[0]).not.toHaveProperty('isService');
  });

  it('has one shift for each day, over midnight too', () => {
    const plan = { ...blankPlan('2026-12-01'), from: '22:00', to: '01:00' };
    expect(activityOf(plan, ['2026-12-01', '2026-12-08'], categories).shifts).toEqual([
      { startsAt: '2026-12-01T14:00:00.000Z', endsAt: '2026-12-01T17:00:00.000Z' },
      { startsAt: '2026-12-08T14:00:00.000Z', endsAt: '2026-12-08T17:00:00.000Z' },
    ]);
  });
});

describe('what is missing', () => {
  it('of a blank plan is what nobody can preset', () => {
    const plan = blankPlan('2026-12-01');
    expect([...missingIn(plan, [plan.day], '2026-11-30').keys()]).toEqual(['teamId', 'title', 'category', 'placeName']);
  });

  it('is nothing as it was held last', () => {
    expect(missingIn(planLike(activity, 300, '2026-12-01'), ['2026-12-01'], '2026-11-30').size).toBe(0);
  });

  it('names days that have passed, empty series, half a place and a fence without one', () => {
    const plan = { ...planLike(activity, null, '2026-11-01'), latitude: '', radius: '200' };
    const wrong = missingIn({ ...plan, longitude: '' }, [], '2026-11-30');
    expect([...wrong.keys()]).toEqual(['day', 'weeks', 'radius']);
    expect(missingIn(plan, ['2026-12-01'], '2026-11-30').has('longitude')).toBe(true);
  });
});
