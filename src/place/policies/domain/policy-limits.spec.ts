import { beyondLimits } from './policy-limits';

const limits = { 'publicity.days': { min: 1, max: 30, practiceMin: 0 }, 'rates.*.tenths': { min: 0, max: 500 } };

describe('the limits of a policy', () => {
  it('let both ends pass, and what is null or left out', () => {
    expect(
      beyondLimits({ publicity: { days: 1 }, rates: [{ tenths: 500 }, {}] }, limits, { isPractice: false }),
    ).toEqual([]);
    expect(beyondLimits({ publicity: { days: null } }, limits, { isPractice: false })).toEqual([]);
  });

  it('name every number outside, members of lists by their number', () => {
    expect(
      beyondLimits({ publicity: { days: 0 }, rates: [{ tenths: 1 }, { tenths: 501 }] }, limits, { isPractice: false }),
    ).toEqual([
      { path: 'publicity.days', min: 1, max: 30 },
      { path: 'rates.1.tenths', min: 0, max: 500 },
    ]);
  });

  it('are lower in practice where they say so', () => {
    expect(beyondLimits({ publicity: { days: 0 } }, limits, { isPractice: true })).toEqual([]);
    expect(beyondLimits({ publicity: { days: -1 } }, limits, { isPractice: true })).toHaveLength(1);
  });
});
