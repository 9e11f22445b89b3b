import fc from 'fast-check';
import { intersect, wholeMinutes } from '../../../../kernel/interval';
import { type CapLevel, type CapSubject, decideCap } from './cap-decision';

const at = (time: string): number => Date.parse(`2026-11-28T${time}:00+08:00`);
const span = (from: string, until: string) => ({ startMs: at(from), endMs: at(until) });

/** Example d: 06:00–19:20, 480 credited, 240 wait for the community, 80 for the street. */
const example: CapSubject = {
  status: 'CONFIRMED',
  pendingCommunityMinutes: 240,
  pendingStreetMinutes: 80,
  occupiedIntervals: [span('06:00', '19:20')],
  creditedIntervals: [span('06:00', '14:00')],
  grantedIntervals: [],
  isUnderInvestigation: false,
};

describe('minutes above a day cap', () => {
  it.each<[string, Partial<CapSubject>, CapLevel, number, string]>([
    ['before the record is confirmed', { status: 'PUBLICITY', pendingStreetMinutes: 0 }, 'STREET', 1, 'NOT_CONFIRMED'],
    ['where nothing waits', { pendingStreetMinutes: 0, isUnderInvestigation: true }, 'STREET', 1, 'NOTHING_PENDING'],
    ['more than what waits', { isUnderInvestigation: true }, 'COMMUNITY', 241, 'TOO_MANY'],
    ['a day under investigation', { isUnderInvestigation: true }, 'COMMUNITY', 240, 'INVESTIGATION_OPEN'],
  ])('refuses %s', (_case, given, level, approvedMinutes, problem) => {
    const decision = decideCap({ ...example, ...given }, { level, approvedMinutes });
    expect(decision).toEqual({ isAllowed: false, problem: `CAP_${problem}` });
  });

  it('d: the community grants the earliest minutes that wait, the street the rest', () => {
    const community = decideCap(example, { level: 'COMMUNITY', approvedMinutes: 240 });
    expect(community).toMatchObject({ approvedMinutes: 240, refusedMinutes: 0, intervals: [span('14:00', '18:00')] });
    const after = { ...example, pendingCommunityMinutes: 0, grantedIntervals: [span('14:00', '18:00')] };
    const street = decideCap(after, { level: 'STREET', approvedMinutes: 50 });
    expect(street).toMatchObject({ approvedMinutes: 50, refusedMinutes: 30, intervals: [span('18:00', '18:50')] });
  });

  it('a day under investigation can be refused', () => {
    const decision = decideCap({ ...example, isUnderInvestigation: true }, { level: 'STREET', approvedMinutes: 0 });
    expect(decision).toMatchObject({ isAllowed: true, approvedMinutes: 0, refusedMinutes: 80, intervals: [] });
  });

  it('never grants a second twice, and approved + refused is what waited', () => {
    fc.assert(
      fc.property(fc.nat(240), fc.nat(80), (community, street) => {
        const first = decideCap(example, { level: 'COMMUNITY', approvedMinutes: community });
        if (!first.isAllowed) throw new Error(first.problem);
        const second = decideCap(
          { ...example, pendingCommunityMinutes: 0, grantedIntervals: first.intervals },
          { level: 'STREET', approvedMinutes: street },
        );
        if (!second.isAllowed) throw new Error(second.problem);
        expect(first.approvedMinutes + first.refusedMinutes).toBe(240);
        expect(second.approvedMinutes + second.refusedMinutes).toBe(80);
        const granted = [...first.intervals, ...second.intervals];
        expect(wholeMinutes(granted)).toBe(community + street);
        for (const span of granted) expect(intersect(span, example.creditedIntervals[0]!)).toBeNull();
      }),
    );
  });
});
