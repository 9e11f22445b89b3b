import { scopesOf } from '../../../platform/foundation/actor/actor';
import { belowScopes, type WaitingQueue } from '../../../platform/security/waiting';

/** What people say against old hours: `listOpeningObjections`, OPEN. */
export const openingObjectionsQueue: WaitingQueue = {
  code: 'OPENING_OBJECTIONS',
  name: '历史时长异议',
  unit: '件',
  permission: 'record.review',
  scopesOf: (actor) => scopesOf(actor, 'record.review'),
  from: `opening_objection o join opening_row w on w.volunteer_id = o.volunteer_id and w.id = o.row_id
    join opening_import i on i.id = w.import_id join division d on d.id = i.division_id
    where o.status = 'OPEN' and ${belowScopes('d.path')}`,
  since: 'o.raised_at',
  due: 'o.answer_until',
  own: `o.raised_by = $2 or i.submitted_by = $2 or o.volunteer_id = $3`,
};
