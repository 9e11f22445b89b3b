import type { Component } from 'vue';
import type { Answer, Reply } from '../../../api/answer';
import type { Page } from '../../../api/list';
import type { components } from '../../../api/schema';
import type { Permission } from '../../../kit/desk/menu';
import type { QueueCode } from './queue-codes';
import type { Tone } from '../../../words/record';

type Row = components['schemas']['DecisionResponse'];

/** What the service says of every waiting thing: whether the reader may decide it, why not, and who may. */
export type Standing = Pick<Row, 'mayDecide' | 'whyNot' | 'whoMay' | 'missing'>;

/** One waiting thing as its line in the list says it. */
export interface ReviewLine {
  readonly id: string;
  /** Who or what. */
  readonly title: string;
  /** What of them. */
  readonly about?: string;
  /** At the right of the first line: what it is about in figures. */
  readonly figure?: string;
  /** Small, under it: when, where, from whom. */
  readonly second: readonly string[];
  readonly tag?: { readonly tone: Tone; readonly word: string };
  readonly standing: Standing;
}

/** Facts of a waiting thing under one heading; a fact without a name is a sentence. */
export interface FactBlock {
  readonly title: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
}

/** One of the two ways a thing can go. */
export interface Way {
  /** Verb and consequence, as on the button: 「通过，认定 30 分钟」. */
  readonly word: string;
  /** Said of it afterwards: 已通过. */
  readonly done: string;
  /** Ready reasons, the first preset where the way needs none of one's own. */
  readonly sentences: readonly string[];
}

/** A field of the decision bar; `name` is the queue's own. */
export interface GivenField {
  readonly name: string;
  readonly label: string;
  readonly limits: Readonly<Record<string, unknown>>;
  /** Kept in this tab for the next one. */
  readonly isRemembered: boolean;
}
export type Given = Readonly<Record<string, string>>;

/** A queue of the 审核台: one file each, one line in `queues/index.ts`. */
export interface ReviewQueue<T = never> {
  /** Its place in the address: /console/reviews/<code>. */
  readonly code: QueueCode;
  /** Its code in `listWaitingQueues`, and the part of it that is meant. */
  readonly counted: { readonly code: string; readonly part?: string };
  readonly group: '时长' | '人' | '证明与结算';
  readonly name: string;
  readonly unit: string;
  readonly needs: Permission;
  /** What stands where nothing waits: why, and what to do. */
  readonly empty: string;
  /** Who reads the reason; none where the service keeps no reason. */
  readonly reasonFor?: string;
  /** More to decide by, below the facts; it gets the row. */
  readonly evidence?: Component;
  list(after?: string): Promise<Reply<Page<T>>>;
  line(row: T): ReviewLine;
  facts(row: T): readonly FactBlock[];
  yes(row: T): Way;
  /** Null where a thing is only agreed to, or runs out by itself. */
  no(row: T): Way | null;
  /** Asked for a yes to this row besides the reason; such a row is decided by itself. */
  fields?(row: T): readonly GivenField[];
  /** What is said of a decision by its answer; null where the way's own word is right. */
  word?(answer: unknown): string | null;
  decide(key: string, row: T, isYes: boolean, reason: string, given: Given): Promise<Answer<unknown>>;
}

/** Keeps the type of the rows inside the queue: the page hands a queue only its own rows. */
export function reviewQueue<T>(queue: ReviewQueue<T>): ReviewQueue<unknown> {
  return queue as ReviewQueue<unknown>;
}

/** The reply of a list that has no pages, as a page. */
export async function onePage<T>(call: Promise<Reply<{ readonly items: readonly T[] }>>): Promise<Reply<Page<T>>> {
  return call;
}
