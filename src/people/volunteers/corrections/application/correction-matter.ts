import type { Matter } from '../../../../platform/security/decisions';
import type { StoredCorrection } from '../persistence/identity-corrections';

/** What the guard needs to know of a correction: the person asks for it, or staff do in the person's name. */
export function correctionMatter({ divisionPath, volunteerId, requestedBy, requestedAt }: StoredCorrection): Matter {
  return {
    permission: 'volunteer.review',
    divisionPath,
    askedBy: requestedBy ?? `volunteer:${volunteerId}`,
    hands: [],
    concerned: [volunteerId],
    beganAt: requestedAt,
  };
}
