import { reactive, readonly, type DeepReadonly } from 'vue';
import { type Answer, isKnown, type Problem } from './answer';
import { newKey } from './key';

/** One command of a page: what a button does, and what is to be said of it. */
export interface Command<A extends readonly unknown[], T> {
  readonly state: DeepReadonly<CommandState>;
  /** A second press while it runs is ignored. @returns what came of it, or null where it runs already. */
  run(...args: A): Promise<Answer<T> | null>;
  /** Forgets what was said of the last try. */
  clear(): void;
}

interface CommandState {
  isRunning: boolean;
  problem: Problem | null;
  /** The answer was lost: it may have been carried out. Pressing again sends the same key and cannot do it twice. */
  isUnknown: boolean;
}

/**
 * A command has one key for all its tries: it changes when an answer has come, or when something else is asked for.
 *
 * @param send gets the key for `Idempotency-Key`, and all that is asked for as arguments: what it took from elsewhere could
 *   change behind the back of the key.
 */
export function useCommand<A extends readonly unknown[], T>(
  send: (key: string, ...args: A) => Promise<Answer<T>>,
): Command<A, T> {
  const state = reactive<CommandState>({ isRunning: false, problem: null, isUnknown: false });
  let key = newKey();
  let asked = '';
  return {
    state: readonly(state),
    clear: () => void Object.assign(state, { problem: null, isUnknown: false }),
    async run(...args) {
      if (state.isRunning) return null;
      const wish = JSON.stringify(args);
      if (wish !== asked) key = newKey();
      asked = wish;
      Object.assign(state, { isRunning: true, problem: null, isUnknown: false });
      const answer = await send(key, ...args);
      if (isKnown(answer)) key = newKey();
      Object.assign(state, {
        isRunning: false,
        problem: 'refused' in answer ? answer.refused : null,
        isUnknown: !isKnown(answer),
      });
      return answer;
    },
  };
}
