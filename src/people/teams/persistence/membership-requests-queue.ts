import { decidingScopesOf } from '../../../platform/foundation/actor/actor';
import { belowScopes, type WaitingQueue } from '../../../platform/security/waiting';

/** Who asks to be taken into a team: `listMembershipRequests`. */
export const membershipRequestsQueue: WaitingQueue = {
  code: 'MEMBERSHIP_REQUESTS',
  name: '入队申请',
  unit: '人',
  permission: 'team.decide',
  scopesOf: (actor) => decidingScopesOf(actor, 'team.decide'),
  from: `team_membership m join team t on t.id = m.team_id join division d on d.id = t.division_id
    where m.status = 'REQUESTED' and t.status = 'ACTIVE' and (t.leader_volunteer_id = $3 or ${belowScopes('d.path')})`,
  since: 'm.requested_at',
  own: 'm.requested_by = $2 or m.volunteer_id = $3',
  hasOwnRows: true,
};
