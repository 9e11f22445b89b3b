import type { AccountKind, PostingReason } from '../../src/ledger/ledger';

/**
 * What the ledger is, in memory and without a database: a list of entries and one pure function per command. Nothing in here
 * is taken from the code under test but the words.
 */
export interface ModelEntry {
  readonly person: number;
  readonly account: AccountKind;
  readonly seq: number;
  readonly amount: number;
  readonly balanceAfter: number;
  readonly reason: PostingReason;
  /** `M3`: manual cause 3; `R1`: reversal 1. */
  readonly cause: string;
  readonly reversesSeq: number | null;
}

export type ModelLedger = readonly ModelEntry[];

export interface ModelPosting {
  readonly person: number;
  readonly account: AccountKind;
  readonly amount: number;
  readonly reason: PostingReason;
  readonly cause: string;
  readonly reversesSeq?: number;
}

export type ModelCommand =
  | { readonly kind: 'POST' | 'DRY_RUN'; readonly postings: readonly ModelPosting[] }
  | { readonly kind: 'REVERSE'; readonly person: number; readonly cause: string; readonly reversal: string };

export type Refusal = 'BROKEN' | 'LEDGER_CAUSE_UNKNOWN' | 'LEDGER_ALREADY_REVERSED' | 'LEDGER_BALANCE_TOO_LOW';

export interface ModelResult {
  readonly isNew: boolean;
  readonly seq: number;
  readonly amount: number;
  readonly balanceAfter: number;
}

export type Outcome = { readonly refusal: Refusal } | { readonly results: readonly ModelResult[] };

export interface Step {
  readonly ledger: ModelLedger;
  readonly outcome: Outcome;
}

const MAX_AMOUNT = 10_000_000;
const gives: readonly PostingReason[] = ['SERVICE', 'TRAINING', 'BONUS'];
const takes: readonly PostingReason[] = ['PENALTY', 'REDEMPTION', 'EXPIRY'];

/** What the command does to the ledger and answers. A refusal changes nothing, and neither does a dry run. */
export function carryOut(ledger: ModelLedger, command: ModelCommand): Step {
  const step = command.kind === 'REVERSE' ? reverse(ledger, command) : post(ledger, command.postings);
  return 'refusal' in step.outcome || command.kind === 'DRY_RUN' ? { ledger, outcome: step.outcome } : step;
}

/** Every order in which commands that ran at the same time may have taken effect. */
export function possibleSteps(ledger: ModelLedger, commands: readonly ModelCommand[]): readonly (readonly Step[])[] {
  return ordersOf(commands.map((_, index) => index)).map((order) => {
    let state = ledger;
    const outcomes: Outcome[] = [];
    for (const index of order) {
      const step = carryOut(state, commands[index]!);
      state = step.ledger;
      outcomes[index] = step.outcome;
    }
    return outcomes.map((outcome) => ({ ledger: state, outcome }));
  });
}

/** Refusals in order of precedence: a posting that can never be; a wrong reversal; a second one; the balance; the cause. */
function post(ledger: ModelLedger, postings: readonly ModelPosting[]): Step {
  const refuse = (refusal: Refusal): Step => ({ ledger, outcome: { refusal } });
  if (postings.some(isImpossible)) return refuse('BROKEN');
  const fresh = postings.filter(
    (posting, index) => !find(ledger, posting) && postings.findIndex((other) => isSameCause(other, posting)) === index,
  );
  const reversals = fresh.filter(({ reversesSeq }) => reversesSeq !== undefined);
  if (reversals.some((reversal) => !original(ledger, reversal))) return refuse('BROKEN');
  if (reversals.some((reversal) => isReversed(ledger, original(ledger, reversal)!))) {
    return refuse('LEDGER_ALREADY_REVERSED');
  }
  const entries = [...ledger];
  for (const posting of fresh) {
    const { person, account, amount, reason, cause, reversesSeq = null } = posting;
    const last = entries.filter((entry) => entry.person === person && entry.account === account).at(-1);
    const balanceAfter = (last?.balanceAfter ?? 0) + amount;
    if (balanceAfter < 0 && account !== 'POINT_TENTHS') return refuse('LEDGER_BALANCE_TOO_LOW');
    entries.push({ person, account, amount, reason, cause, reversesSeq, balanceAfter, seq: (last?.seq ?? 0) + 1 });
  }
  const posted = postings.map((posting) => find(entries, posting)!);
  const saysOtherwise = postings.some((posting, index) => {
    const { amount, reason, reversesSeq } = posted[index]!;
    return amount !== posting.amount || reason !== posting.reason || reversesSeq !== (posting.reversesSeq ?? null);
  });
  if (saysOtherwise) return refuse('BROKEN');
  const results = posted.map(({ seq, amount, balanceAfter }, index) => ({
    isNew: fresh.includes(postings[index]!),
    seq,
    amount,
    balanceAfter,
  }));
  return { ledger: entries, outcome: { results } };
}

function reverse(ledger: ModelLedger, command: Extract<ModelCommand, { kind: 'REVERSE' }>): Step {
  const originals = ledger
    .filter(({ person, cause }) => person === command.person && cause === command.cause)
    .sort((a, b) => (a.account < b.account ? -1 : 1));
  if (originals.length === 0) return { ledger, outcome: { refusal: 'LEDGER_CAUSE_UNKNOWN' } };
  if (originals.some((entry) => isReversed(ledger, entry))) {
    return { ledger, outcome: { refusal: 'LEDGER_ALREADY_REVERSED' } };
  }
  return post(
    ledger,
    originals.map(({ person, account, amount, seq }) => ({
      person,
      account,
      amount: -amount,
      reason: 'REVERSAL' as const,
      cause: command.reversal,
      reversesSeq: seq,
    })),
  );
}

function isImpossible({ amount, reason, reversesSeq }: ModelPosting): boolean {
  return (
    amount === 0 ||
    !Number.isInteger(amount) ||
    Math.abs(amount) > MAX_AMOUNT ||
    (gives.includes(reason) && amount < 0) ||
    (takes.includes(reason) && amount > 0) ||
    (reason === 'REVERSAL') !== (reversesSeq !== undefined)
  );
}

type Cause = Pick<ModelPosting, 'person' | 'account' | 'cause'>;

function isSameCause(a: Cause, b: Cause): boolean {
  return a.person === b.person && a.account === b.account && a.cause === b.cause;
}

function find(ledger: ModelLedger, posting: ModelPosting): ModelEntry | undefined {
  return ledger.find((entry) => isSameCause(entry, posting));
}

function original(ledger: ModelLedger, reversal: ModelPosting): ModelEntry | undefined {
  return ledger.find(
    ({ person, account, seq, amount, reason }) =>
      person === reversal.person &&
      account === reversal.account &&
      seq === reversal.reversesSeq &&
      amount === -reversal.amount &&
      reason !== 'REVERSAL',
  );
}

function isReversed(ledger: ModelLedger, { person, account, seq }: ModelEntry): boolean {
  return ledger.some((entry) => entry.person === person && entry.account === account && entry.reversesSeq === seq);
}

function ordersOf(items: readonly number[]): readonly (readonly number[])[] {
  if (items.length <= 1) return [items];
  return items.flatMap((item) => ordersOf(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}
