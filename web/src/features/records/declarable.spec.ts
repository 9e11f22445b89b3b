import { declarableOf, type OwnSignup } from './declarable';

const signup = (shiftId: string, endsAt: string, given: Partial<OwnSignup> = {}) =>
  ({ shiftId, startsAt: endsAt, endsAt, status: 'CONFIRMED', shiftStatus: 'CLOSED', ...given }) as OwnSignup;

it('offers what is over, was not cancelled and left no record, the latest first', () => {
  const signups = [
    signup('old', '2026-11-01T03:00:00Z'),
    signup('new', '2026-12-01T03:00:00Z'),
    signup('recorded', '2026-12-02T03:00:00Z'),
    signup('cancelled', '2026-12-02T03:00:00Z', { shiftStatus: 'CANCELLED' }),
    signup('to come', '2026-12-09T03:00:00Z'),
  ];
  const offered = declarableOf(signups, new Set(['recorded']), '2026-12-04T00:00:00Z');
  expect(offered.map(({ shiftId }) => shiftId)).toEqual(['new', 'old']);
});
