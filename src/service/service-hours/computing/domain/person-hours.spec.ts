import defaults from '../../../../../config/policies/hours.default.json';
import { hoursPolicySchema } from './hours-policy';
import type { HoursResult } from './hours-types';
import { computePerson, type PersonSubject } from './person-hours';

const policy = hoursPolicySchema.parse(defaults);
const at = (time: string): number => Date.parse(`2026-11-28T${time}:00+08:00`);

function attended(key: string, from: string, until: string): PersonSubject {
  return {
    policy,
    input: {
      order: { plannedStartMs: at(from), key },
      planned: { startMs: at(from), endMs: at(until) },
      extendedEndMs: null,
      breaks: [],
      punches: [
        { id: `${key}-in`, direction: 'IN', atMs: at(from), method: 'CODE' },
        { id: `${key}-out`, direction: 'OUT', atMs: at(until), method: 'CODE' },
      ],
      dutyTime: [],
      dayApprovals: {},
      isTraining: false,
    },
  };
}

const early = attended('early', '09:00', '11:00');
const late = attended('late', '10:30', '12:00');

function minutesOf(results: ReadonlyMap<string, HoursResult>): Record<string, number> {
  return Object.fromEntries([...results].map(([key, result]) => [key, result.creditedMinutes]));
}

describe('records of one person', () => {
  it('e: the later one keeps what the earlier one does not cover, in whatever order they are given; both are reviewed', () => {
    for (const subjects of [
      [early, late],
      [late, early],
    ]) {
      const results = computePerson(subjects, []);
      expect(minutesOf(results)).toEqual({ early: 120, late: 60 });
      expect([...results.values()].map((result) => result.needsReview)).toEqual([true, true]);
    }
  });

  it('a confirmed record keeps its time even against an earlier one', () => {
    const confirmed = {
      order: late.input.order,
      intervals: [{ startMs: at('10:30'), endMs: at('12:00') }],
      isConfirmed: true,
    };
    expect(minutesOf(computePerson([early], [confirmed]))).toEqual({ early: 90 });
  });

  it('d: the cap of the day counts everything that was taken before', () => {
    const results = computePerson([attended('one', '00:00', '07:00'), attended('two', '07:00', '13:20')], []);
    expect(results.get('two')).toMatchObject({ creditedMinutes: 60, pendingMinutes: { community: 240, street: 80 } });
  });
});
