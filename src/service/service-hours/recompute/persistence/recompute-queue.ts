import { scopesOf } from '../../../../platform/foundation/actor/actor';
import { belowScopes, type WaitingQueue } from '../../../../platform/security/waiting';

/** Runs of recomputing that wait for another person: `listRecomputeRuns` with status DRAFT. */
export const recomputeQueue: WaitingQueue = {
  code: 'RECOMPUTE_RUNS',
  name: '重算',
  unit: '件',
  permission: 'ledger.reverse',
  scopesOf: (actor) => scopesOf(actor, 'policy.manage'),
  from: `recompute_run r join division d on d.id = r.division_id where r.status = 'DRAFT' and ${belowScopes('d.path')}`,
  since: 'r.created_at',
  own: 'r.created_by = $2',
};
