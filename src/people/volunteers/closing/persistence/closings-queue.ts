import { decidingScopesOf } from '../../../../platform/foundation/actor/actor';
import { belowScopes, type WaitingQueue } from '../../../../platform/security/waiting';

/** Accounts that staff want to close: `listClosings`. */
export const closingsQueue: WaitingQueue = {
  code: 'CLOSINGS',
  name: '注销',
  unit: '人',
  permission: 'volunteer.review',
  scopesOf: (actor) => decidingScopesOf(actor, 'volunteer.review'),
  from: `closing_request c join volunteer v on v.id = c.volunteer_id
    where c.status = 'OPEN' and ${belowScopes('v.division_path')}`,
  since: 'c.requested_at',
  own: `c.requested_by = $2 or c.volunteer_id = $3`,
};
