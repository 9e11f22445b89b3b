import starsDefault from '../../../../config/policies/stars.default.json';
import { starLevelOf, starsPolicySchema } from './star-level';

const policy = starsPolicySchema.parse(starsDefault);

describe('star level', () => {
  it.each([
    [0, 0, 6_000],
    [5_999, 0, 1],
    [6_000, 1, 12_000],
    [17_999, 1, 1],
    [18_000, 2, 18_000],
    [36_000, 3, 24_000],
    [60_000, 4, 30_000],
    [89_999, 4, 1],
    [90_000, 5, null],
    [200_000, 5, null],
  ])('%i confirmed minutes are %i stars, %s minutes to the next', (minutes, stars, minutesToNext) => {
    expect(starLevelOf(minutes, policy)).toEqual({ stars, minutesToNext });
  });

  it('refuses a policy whose hours do not rise', () => {
    expect(starsPolicySchema.safeParse({ ...starsDefault, hoursPerStar: [100, 100] }).success).toBe(false);
  });
});
