import fc from 'fast-check';
import selectionDefault from '../../../../config/policies/selection.default.json';
import { parseLocalDay, type LocalDay } from '../../../kernel/local-day';
import { effectiveWeights } from './effective-weights';
import { ineligibleReasons, wholeMonthsBetween } from './eligibility';
import { explainLine } from './explain-line';
import { normalise } from './normalise';
import { proposeSeats } from './propose-seats';
import { distributeQuota, quotaTotal } from './quota';
import { rankCandidates, type Candidate } from './rank-candidates';
import { SCORE_COMPONENTS, selectionPolicySchema, type Normalisation } from './selection-policy';
import { publicLot } from './tie-break';

const policy = selectionPolicySchema.parse(selectionDefault);
const period = { from: day('2025-01-01'), to: day('2025-12-31') };
const all = new Set(SCORE_COMPONENTS);

function day(text: string): LocalDay {
  const parsed = parseLocalDay(text);
  if (!parsed) throw new Error(text);
  return parsed;
}

function candidate(candidateId: string, changes: Partial<Candidate> = {}): Candidate {
  return {
    candidateId,
    lotKey: candidateId,
    raw: { HOURS: 600, POINTS: 1000, ASSESSMENT: 8000, VOTE: null, COMMITTEE: null },
    backfilledMinutes: 0,
    distinctServiceDays: 10,
    voteScore: null,
    tenureDays: 365,
    appointedFrom: day('2024-01-01'),
    appointedUntil: null,
    confirmedRecords: 5,
    isVerified: true,
    hasOpenVeto: false,
    ...changes,
  };
}

describe('normalisation', () => {
  const ten = [10, 20, 30, 40, 50, 60, 70, 80, 90, 1000];
  it.each<[Normalisation, readonly number[], readonly number[]]>([
    [{ kind: 'P90' }, ten, [1111, 2222, 3333, 4444, 5555, 6666, 7777, 8888, 10000, 10000]],
    [{ kind: 'P90' }, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 50], [...Array<number>(10).fill(0), 10000]],
    [{ kind: 'MAX' }, [0, 25, 50, 75], [0, 3333, 6666, 10000]],
    [{ kind: 'MAX' }, [0, 0], [0, 0]],
    [{ kind: 'LINEAR_BAND', low: 6000, high: 10000 }, [5000, 6000, 8000, 10000, 12000], [0, 0, 5000, 10000, 10000]],
    [{ kind: 'RANK_PERCENTILE' }, [5, 1, 5, 9], [7500, 2500, 7500, 10000]],
    [{ kind: 'P90' }, [], []],
  ])('%j of %j', (how, values, hundredths) => {
    expect(normalise(values, how)).toEqual(hundredths);
  });

  it('stays between 0 and 100 and keeps the order', () => {
    const kinds = fc.constantFrom<Normalisation>(
      { kind: 'P90' },
      { kind: 'MAX' },
      { kind: 'RANK_PERCENTILE' },
      { kind: 'LINEAR_BAND', low: 10, high: 500 },
    );
    fc.assert(
      fc.property(kinds, fc.array(fc.nat(1000), { minLength: 2 }), (how, values) => {
        const scores = normalise(values, how);
        const [a = 0, b = 0] = values;
        const [scoreA = 0, scoreB = 0] = scores;
        if (a <= b) expect(scoreA).toBeLessThanOrEqual(scoreB);
        expect(scores.every((score) => Number.isInteger(score) && score >= 0 && score <= 10_000)).toBe(true);
      }),
    );
  });
});

describe('weights', () => {
  it('without vote and committee their weight goes to the others in proportion', () => {
    const result = effectiveWeights(policy.weights.BUILDING_HEAD, new Set(['HOURS', 'POINTS', 'ASSESSMENT']));
    expect(result).toEqual({
      basisPoints: { HOURS: 3846, POINTS: 2308, ASSESSMENT: 3846, VOTE: 0, COMMITTEE: 0 },
      missing: ['VOTE', 'COMMITTEE'],
    });
  });

  it('always add up, and only their proportion counts', () => {
    const weights = fc.record({
      HOURS: fc.nat(100),
      POINTS: fc.nat(100),
      ASSESSMENT: fc.nat(100),
      VOTE: fc.nat(100),
      COMMITTEE: fc.integer({ min: 1, max: 100 }),
    });
    fc.assert(
      fc.property(weights, fc.integer({ min: 2, max: 9 }), (one, factor) => {
        const { basisPoints } = effectiveWeights(one, all);
        expect(SCORE_COMPONENTS.reduce((sum, part) => sum + basisPoints[part], 0)).toBe(10_000);
        const scaled = {
          HOURS: one.HOURS * factor,
          POINTS: one.POINTS * factor,
          ASSESSMENT: one.ASSESSMENT * factor,
          VOTE: one.VOTE * factor,
          COMMITTEE: one.COMMITTEE * factor,
        };
        expect(effectiveWeights(scaled, all).basisPoints).toEqual(basisPoints);
      }),
    );
  });

  it('a policy whose weights are not 100 is refused; grid heads are not scored by hours', () => {
    const weights = { ...selectionDefault.weights, UNIT_HEAD: { ...selectionDefault.weights.UNIT_HEAD, HOURS: 26 } };
    expect(selectionPolicySchema.safeParse({ ...selectionDefault, weights }).success).toBe(false);
    expect(policy.weights.GRID_HEAD.HOURS).toBe(0);
  });
});

describe('eligibility', () => {
  it.each<[string, Partial<Candidate>, readonly string[]]>([
    ['all year', {}, []],
    ['nine months exactly', { appointedFrom: day('2025-04-01') }, []],
    ['a day short of nine months', { appointedFrom: day('2025-04-02') }, ['APPOINTED_TOO_SHORT']],
    ['left after nine months', { appointedUntil: day('2025-10-01') }, []],
    ['left a day earlier', { appointedUntil: day('2025-09-30') }, ['APPOINTED_TOO_SHORT']],
    ['appointed after the period', { appointedFrom: day('2026-02-01') }, ['APPOINTED_TOO_SHORT']],
    ['no record', { confirmedRecords: 0 }, ['TOO_FEW_RECORDS']],
    ['several reasons', { isVerified: false, hasOpenVeto: true }, ['NOT_VERIFIED', 'OPEN_VETO']],
  ])('%s', (_name, changes, reasons) => {
    expect(ineligibleReasons(candidate('a', changes), period, policy.eligibility)).toEqual(reasons);
  });

  it('in a quarter the whole quarter is asked for', () => {
    const quarter = { from: day('2025-01-01'), to: day('2025-03-31') };
    const late = candidate('a', { appointedFrom: day('2025-01-02') });
    expect(ineligibleReasons(candidate('a'), quarter, policy.eligibility)).toEqual([]);
    expect(ineligibleReasons(late, quarter, policy.eligibility)).toEqual(['APPOINTED_TOO_SHORT']);
  });

  it.each([
    ['2025-01-31', '2025-02-28', 1],
    ['2025-01-31', '2025-02-27', 0],
    ['2025-04-10', '2026-01-10', 9],
    ['2025-04-10', '2026-01-09', 8],
    ['2025-04-10', '2025-04-10', 0],
  ])('from %s until %s: %i whole months', (from, until, months) => {
    expect(wholeMonthsBetween(day(from), day(until))).toBe(months);
  });
});

describe('ranking', () => {
  it('adds up by hand: 600 of 900 min, 100 of 100 points, assessment 80', () => {
    const best = candidate('b', { raw: { HOURS: 900, POINTS: 1000, ASSESSMENT: 9000, VOTE: null, COMMITTEE: null } });
    const ranking = rankCandidates(
      { role: 'BUILDING_HEAD', candidates: [candidate('a'), best], period, lotSeed: 's' },
      policy,
    );
    // 66.66 × 38.46 % + 100 × 23.08 % + 80 × 38.46 % = 25.637… + 23.08 + 30.768 = 79.48
    expect(ranking.lines.map((line) => [line.candidateId, line.place, line.totalHundredths])).toEqual([
      ['b', 1, 9615],
      ['a', 2, 7948],
    ]);
    expect(ranking.lines[1]?.components.map((part) => part.weightedHundredths)).toEqual([2563, 2308, 3077]);
    expect(explainLine(ranking.lines[1] ?? ineligible())).toEqual([
      '服务时长：600 分钟，折合 66.66 分，权重 38.46%，得 25.63 分。',
      '积分：100.0 分，折合 100.00 分，权重 23.08%，得 23.08 分。',
      '考评：80.00 分，折合 80.00 分，权重 38.46%，得 30.77 分。',
      '总分 79.48，第 2 名。',
    ]);
  });

  it.each<[string, Partial<Candidate>, Partial<Candidate>]>([
    ['FEWER_BACKFILLED_MINUTES', { backfilledMinutes: 10 }, { backfilledMinutes: 60, distinctServiceDays: 99 }],
    ['MORE_SERVICE_DAYS', { distinctServiceDays: 11 }, { voteScore: 99 }],
    ['HIGHER_VOTE', { voteScore: 2 }, { voteScore: 1, tenureDays: 999 }],
    ['LONGER_TENURE', { tenureDays: 366 }, {}],
  ])('tie: %s', (decidedBy, first, second) => {
    for (const lotSeed of ['1', '2', '3', '4']) {
      const candidates = [candidate('z', second), candidate('y', first)];
      const { lines } = rankCandidates({ role: 'UNIT_HEAD', candidates, period, lotSeed }, policy);
      expect(lines.map((line) => line.candidateId)).toEqual(['y', 'z']);
      expect(lines.map((line) => line.tieDecidedBy)).toEqual([decidedBy, decidedBy]);
    }
  });

  it('the last resort is the lot of the published seed, not the id', () => {
    const winners = ['1', '2', '3', '4', '5', '6', '7', '8'].map((lotSeed) => {
      const candidates = [candidate('a'), candidate('b')];
      const { lines } = rankCandidates({ role: 'UNIT_HEAD', candidates, period, lotSeed }, policy);
      const byLot = publicLot(lotSeed, 'a') < publicLot(lotSeed, 'b') ? 'a' : 'b';
      expect(lines[0]).toMatchObject({ candidateId: byLot, tieDecidedBy: 'PUBLIC_LOT' });
      return byLot;
    });
    expect(new Set(winners).size).toBe(2);
  });

  it('candidates who are not eligible have no place and do not move the scale', () => {
    const giant = candidate('x', {
      hasOpenVeto: true,
      raw: { HOURS: 90_000, POINTS: 90_000, ASSESSMENT: 10_000, VOTE: 100, COMMITTEE: 1 },
    });
    const input = { role: 'UNIT_HEAD', candidates: [giant, candidate('a')], period, lotSeed: 's' } as const;
    const { lines, missingComponents } = rankCandidates(input, policy);
    expect(missingComponents).toEqual(['VOTE', 'COMMITTEE']);
    expect(lines[0]).toMatchObject({ candidateId: 'a', place: 1 });
    expect(lines[1]).toMatchObject({ candidateId: 'x', place: null, totalHundredths: null, components: [] });
    expect(explainLine(lines[1] ?? ineligible())).toEqual(['不参加排名：有未了结的一票否决事项。']);
  });

  it('permuting the input keeps every line, and shares add up to totals', () => {
    const value = fc.option(fc.nat(1000));
    const raws = fc.array(
      fc.record({ HOURS: value, POINTS: value, ASSESSMENT: value, VOTE: value, COMMITTEE: value }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(raws, fc.nat(), (rows, turn) => {
        const candidates = rows.map((raw, index) =>
          candidate(`c${String(index)}`, { raw, isVerified: index % 5 !== 4 }),
        );
        const cut = rows.length === 0 ? 0 : turn % rows.length;
        const turned = [...candidates.slice(cut), ...candidates.slice(0, cut)].reverse();
        const rank = (list: readonly Candidate[]) =>
          rankCandidates({ role: 'BUILDING_HEAD', candidates: list, period, lotSeed: 'seed' }, policy);
        const ranking = rank(candidates);
        expect(rank(turned)).toEqual(ranking);
        for (const line of ranking.lines.filter(({ place }) => place !== null)) {
          const sum = line.components.reduce((total, part) => total + part.weightedHundredths, 0);
          expect(sum).toBe(line.totalHundredths);
        }
      }),
    );
  });

  function ineligible(): never {
    throw new Error('the line is missing');
  }
});

describe('quota', () => {
  const groups = (...pools: number[]) => pools.map((pool, index) => ({ key: `c${String(index)}`, pool }));
  it.each([
    [
      '33 → 5 over seven communities',
      [5, 5, 5, 5, 5, 4, 4],
      { ratioBasisPoints: 1516, minPerGroup: 0, totalCap: null },
      5,
    ],
    ['a minimum of one each', [3, 3, 3], { ratioBasisPoints: 1000, minPerGroup: 1, totalCap: null }, 3],
    ['the cap beats the minimum', [3, 3, 3], { ratioBasisPoints: 1000, minPerGroup: 1, totalCap: 2 }, 2],
    ['300 → 90', [100, 120, 80], { ratioBasisPoints: 3000, minPerGroup: 1, totalCap: null }, 90],
    ['an empty group has no seat', [0, 4], { ratioBasisPoints: 5000, minPerGroup: 1, totalCap: null }, 2],
  ])('%s', (_name, pools, quota, total) => {
    const lines = distributeQuota(groups(...pools), quota);
    expect(lines.reduce((sum, line) => sum + line.seats, 0)).toBe(total);
  });

  it('gives the remaining seats to the largest remainders', () => {
    // exact shares 1.4, 1.7, 2.9: floors 1 + 1 + 2 of 6, two left for 0.9 and 0.7
    const lines = distributeQuota(groups(14, 17, 29), { ratioBasisPoints: 1000, minPerGroup: 0, totalCap: null });
    expect(lines.map((line) => line.seats)).toEqual([1, 2, 3]);
  });

  it('adds up exactly, never exceeds a pool or the cap, and does not depend on the order of the groups', () => {
    const quota = fc.record({
      ratioBasisPoints: fc.nat(10_000),
      minPerGroup: fc.nat(3),
      totalCap: fc.option(fc.nat(60)),
    });
    fc.assert(
      fc.property(fc.array(fc.nat(40), { maxLength: 9 }), quota, (pools, rules) => {
        const list = groups(...pools);
        const lines = distributeQuota(list, rules);
        expect(lines.reduce((sum, line) => sum + line.seats, 0)).toBe(quotaTotal(list, rules));
        expect(lines.every((line) => line.seats >= 0 && line.seats <= line.pool)).toBe(true);
        expect([...distributeQuota([...list].reverse(), rules)].reverse()).toEqual(lines);
      }),
    );
  });

  it('proposes by place within the seats of a group', () => {
    const candidates = [1, 2, 3, 4].map((rank) =>
      candidate(`c${String(rank)}`, {
        raw: { HOURS: 1000 - rank * 100, POINTS: null, ASSESSMENT: null, VOTE: null, COMMITTEE: null },
      }),
    );
    const { lines } = rankCandidates(
      { role: 'UNIT_HEAD', candidates, period, lotSeed: 's' },
      { ...policy, normalisation: { ...policy.normalisation, HOURS: { kind: 'MAX' } } },
    );
    const groupOf = new Map([
      ['c1', 'north'],
      ['c2', 'north'],
      ['c3', 'south'],
      ['c4', 'south'],
    ]);
    const seats = [
      { key: 'north', pool: 2, seats: 1 },
      { key: 'south', pool: 2, seats: 1 },
    ];
    expect([...proposeSeats(lines, groupOf, seats)]).toEqual(['c1', 'c3']);
  });
});
