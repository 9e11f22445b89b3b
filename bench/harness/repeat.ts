import type { Measurement, RoundLimits } from './benchmark';

/** Does the same again and again in this process, so many at a time, until the time or the count is used up. */
export async function repeat(
  { seconds, maxCount }: RoundLimits,
  work: () => Promise<void>,
  atOnce = 1,
): Promise<Measurement> {
  const latenciesMs: number[] = [];
  const beganAtMs = performance.now();
  const lane = async (): Promise<void> => {
    while (latenciesMs.length < maxCount && performance.now() - beganAtMs < seconds * 1000) {
      const askedAtMs = performance.now();
      await work();
      latenciesMs.push(performance.now() - askedAtMs);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return { count: latenciesMs.length, elapsedMs: performance.now() - beganAtMs, latenciesMs };
}
