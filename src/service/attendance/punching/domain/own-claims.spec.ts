import { OPEN_OWN_CLAIMS, type OwnClaim, ownClaimFates } from './own-claims';

describe('claims that a person makes', () => {
  const claim = (direction: 'IN' | 'OUT', seconds: number, punchId = `${direction}-${String(seconds)}`): OwnClaim => ({
    ...{ punchId, direction, cause: 'LATE_LINES' },
    countsAt: new Date(seconds * 1_000),
  });
  const kinds = (waiting: readonly OwnClaim[], claims: readonly OwnClaim[]) =>
    ownClaimFates(waiting, claims).map(({ kind }) => kind);

  it('wait, coming and going', () => {
    expect(kinds([], [claim('IN', 0), claim('OUT', 0)])).toEqual(['WAITS', 'WAITS']);
  });

  it('within two minutes of one that waits are the same, with its cause; a second more and they are another', () => {
    const waiting: OwnClaim = { ...claim('IN', 0), cause: 'CLOCK_SKEW' };
    expect(ownClaimFates([waiting], [claim('IN', 120), claim('IN', 121)])).toEqual([
      { kind: 'WAITS_ALREADY', cause: 'CLOCK_SKEW' },
      { kind: 'WAITS' },
    ]);
    expect(kinds([], [claim('IN', 0), claim('IN', 5)])).toEqual(['WAITS', 'WAITS_ALREADY']);
  });

  it('under their own id are themselves, however many wait', () => {
    const waiting = Array.from({ length: OPEN_OWN_CLAIMS }, (_, index) => claim('IN', index * 600));
    expect(kinds(waiting, [claim('IN', 0), claim('IN', 60, 'new'), claim('IN', 9_000)])).toEqual([
      'WAITS',
      'WAITS_ALREADY',
      'TOO_MANY',
    ]);
  });

  it('are four at a time at most, of those that come at once too', () => {
    const many = Array.from({ length: 6 }, (_, index) => claim('OUT', index * 600));
    expect(kinds([], many)).toEqual(['WAITS', 'WAITS', 'WAITS', 'WAITS', 'TOO_MANY', 'TOO_MANY']);
  });
});
