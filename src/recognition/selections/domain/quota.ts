import type { QuotaPolicy } from './selection-policy';

export interface QuotaGroup {
  /** A community, by a public key such as its code: groups that are equal in every respect are put in its order. */
  readonly key: string;
  /** Eligible candidates. */
  readonly pool: number;
}

export interface QuotaLine extends QuotaGroup {
  readonly seats: number;
}

interface Share extends QuotaGroup {
  seats: number;
  /** The exact share in basis points of a seat. */
  readonly exact: number;
}

const SEAT = 10_000;

/**
 * Rule §4: how many seats each group gets: max(minimum, floor(ratio × pool)), never more than its pool; the seats that
 * are left of floor(ratio × all) go to the largest remainders. Where the minimums together exceed the cap, the groups
 * that are furthest above their exact share give seats back. The seats add up to `quotaTotal`.
 */
export function distributeQuota(groups: readonly QuotaGroup[], policy: QuotaPolicy): readonly QuotaLine[] {
  const shares = groups.map((group): Share => {
    const exact = group.pool * policy.ratioBasisPoints;
    const seats = Math.min(group.pool, Math.max(policy.minPerGroup, Math.floor(exact / SEAT)));
    return { ...group, seats, exact };
  });
  const target = quotaTotal(groups, policy);
  for (let left = target - seatsOf(shares); left > 0; left -= 1) addSeat(shares);
  for (let left = seatsOf(shares) - target; left > 0; left -= 1) takeSeat(shares);
  return shares.map(({ key, pool, seats }) => ({ key, pool, seats }));
}

/** All seats together: the larger of floor(ratio × all candidates) and the sum of the groups' own, at most the cap. */
export function quotaTotal(groups: readonly QuotaGroup[], policy: QuotaPolicy): number {
  const pool = groups.reduce((sum, group) => sum + group.pool, 0);
  const own = groups.reduce((sum, group) => {
    const byRatio = Math.floor((group.pool * policy.ratioBasisPoints) / SEAT);
    return sum + Math.min(group.pool, Math.max(policy.minPerGroup, byRatio));
  }, 0);
  const total = Math.max(own, Math.floor((pool * policy.ratioBasisPoints) / SEAT));
  return policy.totalCap === null ? total : Math.min(total, policy.totalCap);
}

function addSeat(shares: readonly Share[]): void {
  const [next] = shares
    .filter((share) => share.seats < share.pool)
    .sort((a, b) => excess(a) - excess(b) || byKey(a, b));
  if (next) next.seats += 1;
}

function takeSeat(shares: readonly Share[]): void {
  const [next] = shares.filter((share) => share.seats > 0).sort((a, b) => excess(b) - excess(a) || byKey(b, a));
  if (next) next.seats -= 1;
}

/** How far a group is above its exact share; the largest remainder is the lowest excess. */
function excess(share: Share): number {
  return share.seats * SEAT - share.exact;
}

function byKey(a: QuotaGroup, b: QuotaGroup): number {
  return b.pool - a.pool || (a.key < b.key ? -1 : 1);
}

function seatsOf(shares: readonly Share[]): number {
  return shares.reduce((sum, share) => sum + share.seats, 0);
}
