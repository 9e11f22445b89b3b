import { decidingScopesOf } from '../../../../platform/foundation/actor/actor';
import { belowScopes, type WaitingQueue } from '../../../../platform/security/waiting';

/** Who wants to see data of a minor: `listRevealRequests`. */
export const revealsQueue: WaitingQueue = {
  code: 'REVEALS',
  name: '查看申请',
  unit: '件',
  permission: 'volunteer.reveal',
  scopesOf: (actor) => decidingScopesOf(actor, 'volunteer.reveal'),
  from: `reveal_approval a join volunteer v on v.id = a.volunteer_id
    where a.approved_by is null and v.status <> 'CLOSED' and ${belowScopes('v.division_path')}`,
  since: 'a.requested_at',
  own: `a.requested_by = $2 or a.volunteer_id = $3`,
};
