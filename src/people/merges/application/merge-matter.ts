import type { TieFacts } from '../../../platform/security/decisions';
import type { Merge } from '../persistence/merge.repository';
import type { MergeConsent } from '../persistence/merge-consents';

/** Whose registrations are to become one. */
export function partiesOf(merge: Merge): readonly string[] {
  return [merge.mergedVolunteerId, merge.survivingVolunteerId];
}

/** Who has not agreed yet and has to. */
export function missingConsents(merge: Merge, consents: readonly MergeConsent[]): readonly string[] {
  if (!merge.areDifferent || merge.status !== 'PROPOSED') return [];
  return partiesOf(merge).filter((id) => !consents.some(({ volunteerId }) => volunteerId === id));
}

/** What ties somebody to a merge: both people, who proposed it, and who wrote down that somebody agreed. */
export function tiesOf(merge: Merge, consents: readonly MergeConsent[]): TieFacts {
  return {
    askedBy: merge.proposedBy,
    hands: consents.filter(({ channel }) => channel === 'PAPER').map(({ recordedBy }) => recordedBy),
    concerned: partiesOf(merge),
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
