import { exhaustive } from '../../../kernel/exhaustive';
import type { Normalisation } from './selection-policy';

/** 100 points, in hundredths. */
export const FULL_SCORE_HUNDREDTHS = 10_000;

/**
 * Rule §4: makes raw values of one component comparable: 0–10,000 hundredths of a point, floored. Order is kept.
 *
 * P90: 100 × min(x / p90, 1), p90 by nearest rank (the smallest value that at least 90 % of the pool do not exceed);
 * where p90 is 0 the maximum takes its place. MAX: 100 × x / maximum. LINEAR_BAND: from low (0) to high (100).
 * RANK_PERCENTILE: the share of the pool that does not exceed x. Negative values count as 0, except in a band.
 */
export function normalise(values: readonly number[], how: Normalisation): readonly number[] {
  switch (how.kind) {
    case 'P90': {
      const percentile = nearestRank(values, 90);
      return values.map((value) => share(value, percentile > 0 ? percentile : highestOf(values)));
    }
    case 'MAX': {
      const highest = highestOf(values);
      return values.map((value) => share(value, highest));
    }
    case 'LINEAR_BAND':
      return values.map((value) => share(value - how.low, how.high - how.low));
    case 'RANK_PERCENTILE': {
      const sorted = [...values].sort((a, b) => a - b);
      return values.map((value) => share(countUpTo(sorted, value), sorted.length));
    }
    default:
      return exhaustive(how);
  }
}

function share(value: number, whole: number): number {
  if (whole <= 0 || value <= 0) return 0;
  return value >= whole ? FULL_SCORE_HUNDREDTHS : Math.floor((value * FULL_SCORE_HUNDREDTHS) / whole);
}

function nearestRank(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? 0;
}

function countUpTo(sorted: readonly number[], value: number): number {
  const above = sorted.findIndex((other) => other > value);
  return above === -1 ? sorted.length : above;
}

function highestOf(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}
