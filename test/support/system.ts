import { randomUUID } from 'node:crypto';
import type { CommandContext } from '../../src/platform/data/database/commands';
import { systemActor } from '../../src/platform/foundation/actor/actor';

/** A command of the system, under a fresh key. */
export function bySystem(): CommandContext {
  return { actor: systemActor('test'), idempotencyKey: randomUUID() };
}

/** Maps with a limit on how many run at a time. */
export async function inParallel<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) results[index] = await work(items[index]!, index);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
  return results;
}
