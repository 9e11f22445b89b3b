import { deputyIdsOf } from '../../../../people/teams';
import { decidingScopesOf } from '../../../../platform/foundation/actor/actor';
import { belowScopes, type WaitingQueue } from '../../../../platform/security/waiting';

/** Excuses that wait for a decision: `listOpenExcuses`. */
export const excusesQueue: WaitingQueue = {
  code: 'EXCUSES',
  name: '请假',
  unit: '件',
  permission: 'attendance.run',
  scopesOf: (actor) => decidingScopesOf(actor, 'attendance.run'),
  from: `signup_excuse e join signup u on u.id = e.signup_id join shift s on s.id = u.shift_id
    join activity a on a.id = s.activity_id join team t on t.id = a.team_id join division d on d.id = a.division_id
    where e.status = 'OPEN'
      and (t.leader_volunteer_id = $3 or $3 = any (${deputyIdsOf('t')}) or ${belowScopes('d.path')})`,
  since: 'e.submitted_at',
  own: 'e.volunteer_id = $3',
  hasOwnRows: true,
};
