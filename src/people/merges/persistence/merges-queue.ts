import { decidingScopesOf } from '../../../platform/foundation/actor/actor';
import { belowScopes, type WaitingQueue } from '../../../platform/security/waiting';

/** Two numbers of one person: `listVolunteerMerges`, PROPOSED. Both people are in the reader's places. */
export const mergesQueue: WaitingQueue = {
  code: 'MERGES',
  name: '人员合并',
  unit: '件',
  permission: 'volunteer.review',
  scopesOf: (actor) => decidingScopesOf(actor, 'volunteer.review'),
  from: `volunteer_merge m join volunteer a on a.id = m.merged_volunteer_id join volunteer b on b.id = m.surviving_volunteer_id
    where m.status = 'PROPOSED' and ${belowScopes('a.division_path')} and ${belowScopes('b.division_path')}`,
  since: 'm.proposed_at',
  own: `m.proposed_by = $2 or $3 in (m.merged_volunteer_id, m.surviving_volunteer_id)`,
};
