import type { Transaction } from '../../data/database/unit-of-work';

export interface DecisionNews {
  readonly requestId: string;
  readonly volunteerId: string;
  /** What it was about, in a few Chinese words. */
  readonly label: string;
  readonly stage: 'ASKED' | 'APPROVED' | 'REJECTED';
  /** What was done, or is asked, in one Chinese sentence without names. */
  readonly what: string;
  /** The reason as it was written by who asked, or by who refused. */
  readonly reason: string;
}

/** Tells people what was asked or decided about them; filled by the module that keeps their inbox. */
export abstract class DecisionTeller {
  abstract tell(tx: Transaction, news: readonly DecisionNews[]): Promise<void>;
}
