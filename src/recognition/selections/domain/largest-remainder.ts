/**
 * Divides `total` into whole parts in proportion to the weights: everybody gets the floor, and what is left goes to the
 * largest remainders, the earlier one in the list where they are equal. The parts add up to `total`, or to 0 where all
 * weights are 0.
 */
export function largestRemainder(total: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  if (sum === 0) return weights.map(() => 0);
  const parts = weights.map((weight, index) => ({
    index,
    floor: Math.floor((total * weight) / sum),
    remainder: (total * weight) % sum,
  }));
  const left = total - parts.reduce((all, part) => all + part.floor, 0);
  const lucky = new Set(
    [...parts]
      .sort((a, b) => b.remainder - a.remainder || a.index - b.index)
      .slice(0, left)
      .map((part) => part.index),
  );
  return parts.map((part) => part.floor + (lucky.has(part.index) ? 1 : 0));
}
