import type { TieFacts } from '../../../platform/security/decisions';
import type { Merge } from '../persistence/merge.repository';

/** What ties somebody to a merge: both people, and who proposed it. */
export function tiesOf(merge: Merge): TieFacts {
  return {
    askedBy: merge.proposedBy,
    hands: [],
    concerned: [merge.mergedVolunteerId, merge.survivingVolunteerId],
    beganAt: merge.proposedAt,
  };
}

/** Path of the smallest place that has both people in it. */
export function placeOfBoth({ mergedPath, survivingPath }: Pick<Merge, 'mergedPath' | 'survivingPath'>): string {
  const steps = mergedPath.split('/');
  const shared = survivingPath.split('/').findIndex((step, index) => step !== steps[index]);
  if (shared < 0) return survivingPath;
  return survivingPath
    .split('/')
    .slice(0, shared)
    .map((step) => `${step}/`)
    .join('');
}
