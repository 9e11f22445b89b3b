import { createHash } from 'node:crypto';

export interface TieFacts {
  readonly backfilledMinutes: number;
  readonly distinctServiceDays: number;
  /** Null where no vote was held. */
  readonly voteScore: number | null;
  readonly tenureDays: number;
  /** What the public lot is drawn from, e.g. the number printed on the candidate list. */
  readonly lotKey: string;
}

export type TieBreaker =
  'FEWER_BACKFILLED_MINUTES' | 'MORE_SERVICE_DAYS' | 'HIGHER_VOTE' | 'LONGER_TENURE' | 'PUBLIC_LOT';

export interface TieDecision {
  /** Negative where `a` comes first. */
  readonly order: number;
  readonly decidedBy: TieBreaker;
}

/**
 * Rule §4: who of two candidates with the same total comes first: fewer back-filled minutes, more distinct service days,
 * the higher vote, the longer tenure, at last a lot that anybody can draw again from the published seed.
 */
export function breakTie(a: TieFacts, b: TieFacts, lotSeed: string): TieDecision {
  const criteria: readonly (readonly [TieBreaker, number])[] = [
    ['FEWER_BACKFILLED_MINUTES', a.backfilledMinutes - b.backfilledMinutes],
    ['MORE_SERVICE_DAYS', b.distinctServiceDays - a.distinctServiceDays],
    ['HIGHER_VOTE', (b.voteScore ?? 0) - (a.voteScore ?? 0)],
    ['LONGER_TENURE', b.tenureDays - a.tenureDays],
  ];
  const decided = criteria.find(([, order]) => order !== 0);
  if (decided) return { order: decided[1], decidedBy: decided[0] };
  return { order: publicLot(lotSeed, a.lotKey) < publicLot(lotSeed, b.lotKey) ? -1 : 1, decidedBy: 'PUBLIC_LOT' };
}

/** The lot of a candidate: SHA-256 over seed, line feed and key, in hex; the lowest lot wins. */
export function publicLot(seed: string, lotKey: string): string {
  return createHash('sha256').update(`${seed}\n${lotKey}`, 'utf8').digest('hex');
}
