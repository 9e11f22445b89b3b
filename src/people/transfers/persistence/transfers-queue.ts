import { decidingScopesOf } from '../../../platform/foundation/actor/actor';
import { belowScopes, type WaitingQueue } from '../../../platform/security/waiting';

/** Who wants to move: `listWaitingTransfers`, to the side that takes the person in. */
export const transfersQueue: WaitingQueue = {
  code: 'TRANSFERS',
  name: '转移',
  unit: '人',
  permission: 'volunteer.review',
  scopesOf: (actor) => decidingScopesOf(actor, 'volunteer.review'),
  from: `volunteer_transfer t left join team g on g.id = t.to_team_id
    join division d on d.id = coalesce(t.to_division_id, g.division_id)
    where t.status = 'REQUESTED' and (g.leader_volunteer_id = $3 or ${belowScopes('d.path')})`,
  since: 't.requested_at',
  own: `t.requested_by = $2 or t.volunteer_id = $3`,
  hasOwnRows: true,
};
