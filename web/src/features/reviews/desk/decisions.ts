import { onBeforeUnmount, onMounted, reactive } from 'vue';
import { type Answer, isKnown, type Problem } from '../../../api/answer';
import { newKey } from '../../../api/key';

/** How long a decision can be taken back before it is sent. */
export const UNDO_MS = 6_000;

/** What became of a decision: it waits, is under way, was carried out, was refused, or nobody knows. */
export interface Made {
  readonly id: string;
  readonly title: string;
  readonly isYes: boolean;
  readonly done: string;
  readonly until: number;
  state: 'waiting' | 'sending' | 'done' | 'refused' | 'unknown';
  problem: Problem | null;
}

/** Whole seconds until it is sent, as one counts down: 6 … 1. */
export function secondsLeft(made: Pick<Made, 'until'> | undefined, now: number): number {
  return Math.min(UNDO_MS / 1_000, Math.max(1, Math.ceil(((made?.until ?? now) - now) / 1_000)));
}

type Send = (key: string) => Promise<Answer<unknown>>;

interface Kept {
  readonly key: string;
  readonly send: Send;
  readonly timer: ReturnType<typeof setTimeout>;
}

/**
 * The decisions of one queue. Each waits six seconds in which it can be taken back, and is then sent with a key of its own;
 * at once where the page is left. Nothing is lost by closing the window in between: the thing waits on in its queue.
 */
export class Decisions {
  readonly made = reactive(new Map<string, Made>());
  private readonly kept = new Map<string, Kept>();

  /** A second decision of the same thing is ignored while the first stands. */
  decide(made: Pick<Made, 'id' | 'title' | 'isYes' | 'done'>, send: Send): boolean {
    if (this.made.has(made.id)) return false;
    this.made.set(made.id, { ...made, until: Date.now() + UNDO_MS, state: 'waiting', problem: null });
    const timer = setTimeout(() => void this.sendNow(made.id), UNDO_MS);
    this.kept.set(made.id, { key: newKey(), send, timer });
    return true;
  }

  /** The newest that can still be taken back. */
  newest(): Made | undefined {
    return [...this.made.values()].filter(({ state }) => state === 'waiting').at(-1);
  }

  /** @returns what was taken back, null where nothing waits any more */
  undo(): Made | null {
    const newest = this.newest();
    if (!newest) return null;
    this.forget(newest.id);
    return newest;
  }

  /** What waits is sent at once: the page is left. */
  flush(): void {
    for (const { id, state } of this.made.values()) if (state === 'waiting') void this.sendNow(id);
  }

  /** Sends again what was refused or whose answer was lost: under the same key, it cannot be done twice. */
  async sendNow(id: string): Promise<void> {
    const made = this.made.get(id);
    const kept = this.kept.get(id);
    if (!made || !kept || made.state === 'sending' || made.state === 'done') return;
    clearTimeout(kept.timer);
    made.state = 'sending';
    const answer = await kept.send(kept.key);
    made.problem = 'refused' in answer ? answer.refused : null;
    made.state = 'ok' in answer ? 'done' : isKnown(answer) ? 'refused' : 'unknown';
    if (made.state === 'done') this.kept.delete(id);
  }

  /** As if it had not been decided here: its place in the list is open again. */
  forget(id: string): void {
    const kept = this.kept.get(id);
    if (kept) clearTimeout(kept.timer);
    this.kept.delete(id);
    this.made.delete(id);
  }
}

const queues = new Map<string, Decisions>();

/** One for each queue, for as long as the console is open: what was sent on leaving is found again on coming back. */
export function decisionsOf(queue: string): Decisions {
  const found = queues.get(queue) ?? new Decisions();
  queues.set(queue, found);
  return found;
}

/** Whatever takes somebody away from the page sends what waits: another page, or the end of the window. */
export function useFlushOnLeave(decisions: Decisions): void {
  const flush = (): void => decisions.flush();
  onMounted(() => window.addEventListener('pagehide', flush));
  onBeforeUnmount(() => {
    window.removeEventListener('pagehide', flush);
    flush();
  });
}
