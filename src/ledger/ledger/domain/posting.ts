export const accountKinds = ['SERVICE_MINUTES', 'TRAINING_MINUTES', 'POINT_TENTHS'] as const;
/** Accounts of a volunteer. The unit is in the name: minutes, or tenths of a point. */
export type AccountKind = (typeof accountKinds)[number];

export const postingReasons = ['SERVICE', 'TRAINING', 'BONUS', 'PENALTY', 'REDEMPTION', 'EXPIRY', 'REVERSAL'] as const;
/** Why the issuer gives or takes. */
export type PostingReason = (typeof postingReasons)[number];

export const causeKinds = ['SERVICE_RECORD', 'REVERSAL', 'MANUAL', 'OPENING'] as const;
export type CauseKind = (typeof causeKinds)[number];

/** One signed posting that names both sides: the volunteer's account, and the issuer (division and reason). */
export interface Posting {
  readonly volunteerId: string;
  readonly accountKind: AccountKind;
  /** Minutes or tenths of a point, an integer, never 0; the sign follows the reason. */
  readonly amount: number;
  readonly issuerDivisionId: string;
  readonly reason: PostingReason;
  /** What made this posting. One cause posts once per account. */
  readonly causeKind: CauseKind;
  readonly causeId: string;
  /** The sequence number, in the same account, of the posting that a reversal takes back. */
  readonly reversesSeq?: number;
  readonly ruleVersion: string;
  /** When it happened; reports "as of" sum by it. */
  readonly effectiveAt: Date;
}

/** What became of a posting. */
export interface PostingResult {
  /** False where the cause has posted before: the numbers are then those of the first posting. */
  readonly isNew: boolean;
  readonly seq: number;
  readonly amount: number;
  readonly balanceAfter: number;
}

/** No posting is larger than this, in either direction. */
export const MAX_AMOUNT = 10_000_000;

const positive: ReadonlySet<PostingReason> = new Set(['SERVICE', 'TRAINING', 'BONUS']);
const negative: ReadonlySet<PostingReason> = new Set(['PENALTY', 'REDEMPTION', 'EXPIRY']);

/** What is wrong with a posting as such, or null. The database checks the same again. */
export function complaintAbout(posting: Posting): string | null {
  const { amount, reason, reversesSeq } = posting;
  if (!Number.isSafeInteger(amount) || amount === 0) return 'the amount is not a whole number other than 0';
  if (Math.abs(amount) > MAX_AMOUNT) return `the amount is beyond ${MAX_AMOUNT}`;
  if (positive.has(reason) && amount < 0) return `${reason} takes a positive amount`;
  if (negative.has(reason) && amount > 0) return `${reason} takes a negative amount`;
  if ((reason === 'REVERSAL') !== (reversesSeq !== undefined)) return 'a reversal, and nothing else, names an original';
  if (Number.isNaN(posting.effectiveAt.getTime())) return 'the time of effect is no time';
  return null;
}
