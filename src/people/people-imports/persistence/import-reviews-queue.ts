import { scopesOf } from '../../../platform/foundation/actor/actor';
import { belowScopes, type WaitingQueue } from '../../../platform/security/waiting';
import { registersWaiting } from './people-import-queries';

/** Lists of people that another has to admit: `listPeopleImports`, waiting. */
export const importReviewsQueue: WaitingQueue = {
  code: 'IMPORT_REVIEWS',
  name: '导入的名单',
  unit: '份',
  permission: 'volunteer.review',
  scopesOf: (actor) => scopesOf(actor, 'volunteer.register'),
  from: `people_import i join division d on d.id = i.division_id
    where i.kind = 'VOLUNTEERS' and i.confirmed_at is not null and ${registersWaiting} and ${belowScopes('d.path')}`,
  since: 'i.confirmed_at',
  own: `i.confirmed_by = $2`,
};
