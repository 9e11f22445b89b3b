import { setTimeout as sleep } from 'node:timers/promises';
import { inParallel } from './in-parallel';

describe('inParallel', () => {
  it('keeps the order of the items and never has more than the limit in hand', async () => {
    let inHand = 0;
    let most = 0;
    const results = await inParallel([30, 5, 20, 1, 10], 2, async (pauseMs) => {
      inHand += 1;
      most = Math.max(most, inHand);
      await sleep(pauseMs);
      inHand -= 1;
      return pauseMs * 2;
    });
    expect(results).toEqual([60, 10, 40, 2, 20]);
    expect(most).toBe(2);
  });

  it('passes the first error on, begins nothing after it and lets what has begun end', async () => {
    const ended: number[] = [];
    const run = inParallel([1, 2, 3, 4, 5], 2, async (item) => {
      if (item === 1) throw new Error('the first');
      await sleep(5);
      ended.push(item);
    });
    await expect(run).rejects.toThrow('the first');
    expect(ended).toEqual([2]);
  });
});
