import { keptTaps } from './kept-taps';
import { RollCallQueue, type Tap } from './roll-call-queue';
import { rollCallSender } from './send-roll-call';

/**
 * Sends what a leader's phone still holds, of whatever shift, and says what is left of it.
 *
 * @returns taps without an answer, by shift.
 */
export async function flushWaiting(userId: string): Promise<ReadonlyMap<string, number>> {
  const store = await keptTaps();
  const own = (await store.all()).filter((tap) => tap.userId === userId && tap.state === 'WAITING');
  const left = new Map<string, number>();
  for (const shiftId of new Set(own.map((tap: Tap) => tap.shiftId))) {
    const queue = new RollCallQueue(store, rollCallSender, { userId, shiftId }, () => undefined);
    await queue.load();
    await queue.flush();
    if (queue.waiting.length > 0) left.set(shiftId, queue.waiting.length);
  }
  return left;
}
