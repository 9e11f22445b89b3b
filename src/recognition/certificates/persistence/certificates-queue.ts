import { scopesOf } from '../../../platform/foundation/actor/actor';
import { belowScopes, type WaitingQueue } from '../../../platform/security/waiting';

/** Certificates that somebody applied for: `listCertificates`, APPLIED. */
export const certificatesQueue: WaitingQueue = {
  code: 'CERTIFICATES',
  name: '证明申请',
  unit: '份',
  permission: 'certificate.issue',
  scopesOf: (actor) => scopesOf(actor, 'certificate.read'),
  from: `certificate c join volunteer v on v.id = c.volunteer_id
    where c.status = 'APPLIED' and ${belowScopes('v.division_path')}`,
  since: 'c.applied_at',
  own: `c.applied_by = $2 or c.volunteer_id = $3`,
};
