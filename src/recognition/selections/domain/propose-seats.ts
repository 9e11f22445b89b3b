import type { QuotaLine } from './quota';
import type { RankedLine } from './rank-candidates';

/**
 * Who is proposed: in the order of places each candidate takes a seat of the own group while there is one. The committee
 * decides; this is only what is laid before it.
 *
 * @param groupOf the group (community) of a candidate, by candidateId.
 * @returns the candidateIds that are proposed.
 */
export function proposeSeats(
  lines: readonly RankedLine[],
  groupOf: ReadonlyMap<string, string>,
  quota: readonly QuotaLine[],
): ReadonlySet<string> {
  const left = new Map(quota.map(({ key, seats }) => [key, seats]));
  const proposed = new Set<string>();
  const placed = lines.filter(({ place }) => place !== null).sort((a, b) => (a.place ?? 0) - (b.place ?? 0));
  for (const { candidateId } of placed) {
    const group = groupOf.get(candidateId);
    const seats = group === undefined ? 0 : (left.get(group) ?? 0);
    if (group === undefined || seats === 0) continue;
    left.set(group, seats - 1);
    proposed.add(candidateId);
  }
  return proposed;
}
