import { scopesOf } from '../../../../platform/foundation/actor/actor';
import { belowScopes, type WaitingQueue } from '../../../../platform/security/waiting';

/**
 * Of a request `g` about a child `v`: the guardian said no or the name was wrong too often, the child still waits for
 * review, and nobody has asked anew or settled it at the desk. Somebody has to call the family.
 */
export const unsettledSql = `g.status in ('DENIED', 'BLOCKED') and v.status = 'PENDING'
  and not exists (select 1 from guardian_request l where l.volunteer_id = g.volunteer_id
    and (l.asked_at, l.id) > (g.asked_at, g.id))
  and not exists (select 1 from consent c where c.volunteer_id = g.volunteer_id and c.purpose = 'GUARDIAN'
    and c.withdrawn_at is null)`;

/** Guardians who said no, while the child waits: `listGuardianRequests`, unsettled. Nobody decides: somebody calls. */
export const guardianRequestsQueue: WaitingQueue = {
  code: 'GUARDIAN_REQUESTS',
  name: '监护人没有同意',
  unit: '件',
  permission: 'volunteer.register',
  scopesOf: (actor) => scopesOf(actor, 'volunteer.read'),
  from: `guardian_request g join volunteer v on v.id = g.volunteer_id
    where ${unsettledSql} and ${belowScopes('v.division_path')}`,
  since: 'g.asked_at',
  own: 'false',
};
