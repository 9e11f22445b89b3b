import { scopesOf } from '../../../platform/foundation/actor/actor';
import { belowScopes, type WaitingQueue } from '../../../platform/security/waiting';

/** Old hours that another has to approve: `listOpeningImports`, SUBMITTED. */
export const openingImportsQueue: WaitingQueue = {
  code: 'OPENING_IMPORTS',
  name: '历史时长导入',
  unit: '份',
  permission: 'ledger.open',
  scopesOf: (actor) => scopesOf(actor, 'ledger.open'),
  from: `opening_import i join division d on d.id = i.division_id
    where i.status = 'SUBMITTED' and ${belowScopes('d.path')}`,
  since: 'i.submitted_at',
  own: `i.submitted_by = $2`,
};
