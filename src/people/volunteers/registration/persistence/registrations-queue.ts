import { scopesOf } from '../../../../platform/foundation/actor/actor';
import { belowScopes, type WaitingQueue } from '../../../../platform/security/waiting';

/** Who has registered and is not admitted yet: `listVolunteers`, PENDING. */
export const registrationsQueue: WaitingQueue = {
  code: 'REGISTRATIONS',
  name: '登记审核',
  unit: '人',
  permission: 'volunteer.review',
  scopesOf: (actor) => scopesOf(actor, 'volunteer.read'),
  from: `volunteer v where v.status = 'PENDING' and ${belowScopes('v.division_path')}`,
  since: 'v.registered_at',
  own: `v.registered_by = $2 or v.id = $3`,
};
