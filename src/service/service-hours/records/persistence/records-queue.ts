import { decidingScopesOf, scopesOf } from '../../../../platform/foundation/actor/actor';
import { belowScopes, type WaitingQueue } from '../../../../platform/security/waiting';

/** Records that somebody has to look at: `listRecords`, UNDER_REVIEW. */
export const recordsQueue: WaitingQueue = {
  code: 'RECORDS',
  name: '服务记录审核',
  unit: '条',
  permission: 'record.review',
  scopesOf: (actor) => [...scopesOf(actor, 'record.read'), ...decidingScopesOf(actor, 'record.review')],
  from: `service_record r join division d on d.id = r.division_id
    where r.status = 'UNDER_REVIEW' and ${belowScopes('d.path')}`,
  since: 'r.starts_at',
  own: `$2 = any (r.recorded_by) or r.volunteer_id = $3`,
};
