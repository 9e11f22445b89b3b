import { decidingScopesOf } from '../../../../platform/foundation/actor/actor';
import { belowScopes, type WaitingQueue } from '../../../../platform/security/waiting';

/** Names and numbers that somebody wants to be right: `listCorrections`, OPEN. */
export const correctionsQueue: WaitingQueue = {
  code: 'CORRECTIONS',
  name: '信息更正',
  unit: '件',
  permission: 'volunteer.review',
  scopesOf: (actor) => decidingScopesOf(actor, 'volunteer.review'),
  from: `identity_correction c join volunteer v on v.id = c.volunteer_id
    where c.status = 'OPEN' and v.status <> 'CLOSED' and ${belowScopes('v.division_path')}`,
  since: 'c.requested_at',
  own: `c.requested_by = $2 or c.volunteer_id = $3`,
};
