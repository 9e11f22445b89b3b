import { openShifts, seatsOf } from './shifts';

const shift = (id: string, startsAt: string, endsAt: string, more: object = {}) =>
  ({
    id,
    startsAt,
    endsAt,
    extendedTo: null,
    breaks: [],
    status: 'SCHEDULED',
    cancelReason: null,
    seats: [],
    ...more,
  }) as never;

it('offers the shifts that are not over, soonest first; an extended one until its new end', () => {
  const shifts = [
    shift('later', '2026-12-05T00:00:00.000Z', '2026-12-05T02:00:00.000Z'),
    shift('over', '2026-12-04T00:00:00.000Z', '2026-12-04T01:00:00.000Z'),
    shift('extended', '2026-12-04T00:00:00.000Z', '2026-12-04T01:00:00.000Z', {
      extendedTo: '2026-12-04T04:00:00.000Z',
    }),
    shift('cancelled', '2026-12-06T00:00:00.000Z', '2026-12-06T02:00:00.000Z', { status: 'CANCELLED' }),
  ];
  expect(openShifts({ shifts }, '2026-12-04T03:00:00.000Z').map(({ id }) => id)).toEqual(['extended', 'later']);
});

it('counts the seats that are left, never below none', () => {
  const positions = [{ id: 'p', name: '队员', duty: 'MEMBER', description: null }] as never;
  const seats = [{ positionId: 'p', capacity: 3, taken: 4, waiting: 2 }] as never;
  expect(seatsOf({ positions }, { seats })).toEqual([
    { positionId: 'p', name: '队员', description: null, free: 0, waiting: 2, capacity: 3 },
  ]);
});
