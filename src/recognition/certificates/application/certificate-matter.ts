import type { Matter } from '../../../platform/security/decisions';
import type { CertificateView } from '../persistence/certificate-directory';

/** What the guard needs to know of an application: its holder, and who applied. */
export function certificateMatter({ divisionPath, appliedBy, volunteerId, appliedAt }: CertificateView): Matter {
  return {
    permission: 'certificate.issue',
    divisionPath,
    askedBy: appliedBy,
    hands: [],
    concerned: [volunteerId],
    beganAt: new Date(appliedAt),
  };
}
