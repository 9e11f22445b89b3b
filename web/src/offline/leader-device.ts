import { load, save } from '../session/device';

/**
 * A leader whose network is gone cannot be asked who they are. Their phone remembers it, so that the roll can still be
 * called after the page was loaded anew. Signing out forgets it, with the names of all lists.
 */
export interface Leader {
  readonly userId: string;
  readonly volunteerId: string | null;
}

const KEY = 'volunteer-ledger.leader';
export const ROSTERS = 'volunteer-ledger.rosters';

export function rememberedLeader(): Leader | null {
  const kept = load(KEY);
  return kept === null ? null : (JSON.parse(kept) as Leader);
}

/** Whoever comes after somebody else on the same phone does not find their lists. */
export function rememberLeader(leader: Leader): void {
  const before = rememberedLeader();
  if (before !== null && before.userId !== leader.userId) forgetLeader();
  save(KEY, JSON.stringify(leader));
}

export function forgetLeader(): void {
  save(KEY, null);
  if (typeof indexedDB !== 'undefined') indexedDB.deleteDatabase(ROSTERS);
}
