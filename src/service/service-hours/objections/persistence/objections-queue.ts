import { decidingScopesOf } from '../../../../platform/foundation/actor/actor';
import { belowScopes, type WaitingQueue } from '../../../../platform/security/waiting';

/** What people say against records: `listObjections`, OPEN. */
export const objectionsQueue: WaitingQueue = {
  code: 'OBJECTIONS',
  name: '异议',
  unit: '件',
  permission: 'record.review',
  scopesOf: (actor) => decidingScopesOf(actor, 'record.review'),
  from: `record_objection o join service_record r on r.id = o.record_id join division d on d.id = r.division_id
    where o.status = 'OPEN' and ${belowScopes('d.path')}`,
  since: 'o.raised_at',
  due: 'o.answer_until',
  own: `o.raised_by = $2 or $2 = any (r.recorded_by) or r.volunteer_id = $3`,
};
