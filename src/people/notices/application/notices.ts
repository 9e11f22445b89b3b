import type { Transaction } from '../../../platform/data/database/unit-of-work';
import type { NoticeData, NoticeKind } from '../domain/notice-sentences';

export interface NewNotice {
  readonly volunteerId: string;
  readonly kind: NoticeKind;
  /** What it is about; a second notice of the kind about the same subject is not written. */
  readonly subjectKey: string;
  readonly data: NoticeData;
}

export type NoticeKey = Pick<NewNotice, 'volunteerId' | 'kind' | 'subjectKey'>;

export interface WrittenNotice {
  readonly sentence: string;
  readonly createdAt: Date;
}

/**
 * Tells people something, at most once per kind and subject, with the facts it is about. Everybody has the inbox; other
 * channels take what was written from there.
 */
export abstract class Notices {
  /** @returns how many are new. */
  abstract send(tx: Transaction, notices: readonly NewNotice[]): Promise<number>;

  /**
   * What was written, for a channel that carries it on; null where nothing was.
   *
   * @param series take the newest of those whose subject keys begin with it and a point.
   */
  abstract find(key: NoticeKey, series?: string): Promise<WrittenNotice | null>;

  /** When the others of their series were written to the same people since a time: one entry per notice that has any. */
  abstract writtenSince(
    tx: Transaction,
    since: Date,
    notices: readonly (NoticeKey & { readonly series: string })[],
  ): Promise<readonly (NoticeKey & { readonly times: readonly Date[] })[]>;
}
