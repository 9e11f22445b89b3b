import { scopesOf } from '../../../platform/foundation/actor/actor';
import { belowScopes, type WaitingQueue } from '../../../platform/security/waiting';

/** Registrations drawn for a visit: `listRegistrationVisits`, WAITING. */
export const visitsQueue: WaitingQueue = {
  code: 'VISITS',
  name: '上门核对',
  unit: '人',
  permission: 'volunteer.review',
  scopesOf: (actor) => scopesOf(actor, 'volunteer.review'),
  from: `registration_visit t join volunteer v on v.id = t.volunteer_id
    where t.status = 'WAITING' and ${belowScopes('v.division_path')}`,
  since: 't.drawn_at',
  own: `t.registered_by = $2 or t.volunteer_id = $3`,
};
