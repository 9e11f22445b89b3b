import type { Matter } from '../../../platform/security/decisions';
import type { StoredCorrection } from '../persistence/identity-corrections';

/** What the guard needs to know of a correction: the person alone asks for it. */
export function correctionMatter({ divisionPath, volunteerId, requestedAt }: StoredCorrection): Matter {
  return {
    permission: 'volunteer.review',
    divisionPath,
    askedBy: `volunteer:${volunteerId}`,
    hands: [],
    concerned: [volunteerId],
    beganAt: requestedAt,
  };
}
