import type { LocalDay } from '../../../kernel/local-day';
import type { Actor } from '../../foundation/actor/actor';
import type { Permission } from '../../foundation/actor/permissions';

/** How the things of a queue are counted in Chinese. */
export const queueUnits = ['件', '条', '人', '份', '张'] as const;
export type QueueUnit = (typeof queueUnits)[number];

/** What a queue has to know for one reader before it can be counted. */
export interface QueueQuestion {
  /** Values from `$6` on. */
  readonly parameters: readonly unknown[];
  /** The last day of the thing that waits longest, where the database cannot say it. */
  readonly dueOn?: (oldest: Date) => LocalDay | null;
}

/**
 * Things of one kind that wait for somebody: one object per queue, in a file `…-queue.ts` of its room, declared while
 * the module is made. It counts exactly the rows that the list of the room shows the same reader.
 *
 * SQL may use `$1` the reader's scopes, `$2` the reader's account, `$3` the reader's volunteer or null, `$4` now and `$5`
 * the end of today. Each queue needs an index over what waits alone.
 */
export interface WaitingQueue {
  /** Stable, in capitals. */
  readonly code: string;
  /** A few Chinese words. */
  readonly name: string;
  readonly unit: QueueUnit;
  /** What somebody holds who decides such things; null: each thing says it itself, and whoever sees a place may. */
  readonly permission: Permission | null;
  /** Below which paths the reader sees the list. None: the reader does not see the queue. */
  scopesOf(actor: Actor): readonly string[];
  /** The list also shows rows by another right than a place, so the queue is there as soon as it has one. */
  readonly hasOwnRows?: boolean;
  /** `from` and `where` of what waits. */
  readonly from: string;
  /** Since when a row waits, or when the service began: `timestamptz`, and what the index is in order of. */
  readonly since: string;
  /** The end of its time: `timestamptz`. */
  readonly due?: string;
  /** Whether the reader asked, recorded or is meant, so that another decides. Ties of households and teams are not in it. */
  readonly own: string;
  /** A code by which the number is told apart, as text. */
  readonly part?: string;
  /** Chinese words for such a code. */
  partName?(code: string): string;
  /** Asked once per reader. @throws DomainError: the queue says why it has no number, and the others have theirs. */
  question?(actor: Actor, scopes: readonly string[]): QueueQuestion | Promise<QueueQuestion>;
}

/** `where` condition: the path of a place is below one of the reader's scopes. */
export function belowScopes(path: string): string {
  return `exists (select 1 from unnest($1::text[]) s (path) where starts_with(${path}, s.path))`;
}
