import { computed, onBeforeUnmount, onMounted, reactive, watch } from 'vue';
import { type Answer, isKnown, type Problem } from '../../../api/answer';
import { newKey } from '../../../api/key';
import { beforeSignOut, session } from '../../../session/session';

/** How long a decision can be taken back before it is sent. */
export const UNDO_MS = 6_000;

/** What became of a decision: it waits, is under way, was carried out, was refused, or nobody knows. */
export interface Made {
  readonly id: string;
  readonly title: string;
  readonly isYes: boolean;
  readonly reason: string;
  /** Said of it afterwards; the answer may know better. */
  done: string;
  /** Those made by one press are taken back by one. */
  readonly batch: number;
  readonly until: number;
  state: 'waiting' | 'sending' | 'done' | 'refused' | 'unknown';
  problem: Problem | null;
  /** When it was done, by this device's clock. */
  doneAt: number;
}

type Asked = Pick<Made, 'id' | 'title' | 'isYes' | 'reason' | 'done'>;
type Send = (key: string) => Promise<Answer<unknown>>;
/** What is said of a decision by its answer, null where what was said before is right. */
type Word = (answer: unknown) => string | null;

interface Kept {
  readonly key: string;
  /** Whose decision it is: it is never sent in somebody else's name. */
  readonly userId: string | undefined;
  readonly send: Send;
  readonly word: Word;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** Whole seconds until it is sent, as one counts down: 6 … 1. */
export function secondsLeft(made: Pick<Made, 'until'> | undefined, now: number): number {
  return Math.min(UNDO_MS / 1_000, Math.max(1, Math.ceil(((made?.until ?? now) - now) / 1_000)));
}

/** A thing that nobody has decided here, or whose decision did not work: somebody has to look at it. */
export function isLeft(made: Made | undefined): boolean {
  return made === undefined || made.state === 'refused' || made.state === 'unknown';
}

/**
 * The decisions of one queue. Each waits six seconds in which it can be taken back, and is then sent with a key of its own;
 * at once where the page is left. Nothing is lost by closing the window in between: the thing waits on in its queue.
 */
export class Decisions {
  readonly made = reactive(new Map<string, Made>());
  /** What was written for things whose decision was taken back. */
  readonly drafts = new Map<string, Pick<Made, 'isYes' | 'reason'>>();
  private readonly kept = new Map<string, Kept>();
  private batches = 0;

  /** @param asked made by one press; what stands decided already is left out */
  decide(asked: readonly { readonly of: Asked; readonly send: Send; readonly word?: Word }[]): void {
    this.batches += 1;
    for (const { of, send, word = () => null } of asked) {
      if (!isLeft(this.made.get(of.id))) continue;
      this.forget(of.id);
      const fresh = { state: 'waiting', problem: null, doneAt: 0 } as const;
      this.made.set(of.id, { ...of, ...fresh, batch: this.batches, until: Date.now() + UNDO_MS });
      const timer = setTimeout(() => void this.sendNow(of.id), UNDO_MS);
      this.kept.set(of.id, { key: newKey(), userId: session.me?.userId, send, word, timer });
    }
  }

  /** The newest that can still be taken back. */
  newest(): Made | undefined {
    return [...this.made.values()].filter(({ state }) => state === 'waiting').at(-1);
  }

  /** Takes back what one press has decided. @returns the first of it, null where nothing waits any more */
  undo(): Made | null {
    const newest = this.newest();
    const back = [...this.made.values()].filter(({ batch, state }) => batch === newest?.batch && state === 'waiting');
    for (const { id } of back) this.forget(id);
    return back[0] ?? null;
  }

  /** What waits is sent at once: the page is left. */
  async flush(): Promise<void> {
    const waiting = [...this.made.values()].filter(({ state }) => state === 'waiting');
    await Promise.all(waiting.map(({ id }) => this.sendNow(id)));
  }

  /** Sends again what was refused or whose answer was lost: under the same key, it cannot be done twice. */
  async sendNow(id: string): Promise<void> {
    const made = this.made.get(id);
    const kept = this.kept.get(id);
    if (!made || !kept || made.state === 'sending' || made.state === 'done') return;
    clearTimeout(kept.timer);
    if (kept.userId !== session.me?.userId) return this.forget(id);
    made.state = 'sending';
    const answer = await kept.send(kept.key);
    // Whoever signs in again goes on where the session ended.
    const hasEnded = 'refused' in answer && answer.refused.status === 401;
    made.problem = 'refused' in answer && !hasEnded ? answer.refused : null;
    made.state = 'ok' in answer ? 'done' : hasEnded ? 'waiting' : isKnown(answer) ? 'refused' : 'unknown';
    if (!('ok' in answer)) return;
    made.done = kept.word(answer.ok) ?? made.done;
    made.doneAt = Date.now();
    this.kept.delete(id);
  }

  /** As if it had not been decided here: its place in the list is open again, with what was written. */
  forget(id: string): void {
    const kept = this.kept.get(id);
    const made = this.made.get(id);
    if (kept) clearTimeout(kept.timer);
    if (made && made.state !== 'done') this.drafts.set(id, made);
    this.kept.delete(id);
    this.made.delete(id);
  }

  /** What was done and stands in a later list again waits anew: a first of two agreed, or something came in since. */
  seenAgain(ids: readonly string[], listedAt: number): void {
    for (const id of ids) {
      const made = this.made.get(id);
      if (made?.state === 'done' && listedAt - made.doneAt > UNDO_MS) this.made.delete(id);
    }
  }
}

const queues = reactive(new Map<string, Decisions>());

/** One for each queue, for as long as the console is open: what was sent on leaving is found again on coming back. */
export function decisionsOf(queue: string): Decisions {
  if (!queues.has(queue)) queues.set(queue, new Decisions());
  return queues.get(queue) as Decisions;
}

/** What did not work, over all queues: the queue to look into and how many stand there. */
export const troubles = computed(() =>
  [...queues].flatMap(([queue, { made }]) => {
    const bad = [...made.values()].filter((one) => isLeft(one));
    return bad.length === 0 ? [] : [{ queue, id: bad[0]?.id ?? '', count: bad.length }];
  }),
);

const flushAll = (): Promise<unknown> => Promise.all([...queues.values()].map((decisions) => decisions.flush()));

beforeSignOut(flushAll);
watch(
  () => session.isEnded,
  (isEnded) => void (isEnded || flushAll()),
);

/** Whatever takes somebody away from the page sends what waits: another page, or the end of the window. */
export function useFlushOnLeave(decisions: Decisions): void {
  const flush = (): void => void decisions.flush();
  onMounted(() => window.addEventListener('pagehide', flush));
  onBeforeUnmount(() => {
    window.removeEventListener('pagehide', flush);
    flush();
  });
}
