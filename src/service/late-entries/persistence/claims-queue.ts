import { decidingScopesOf } from '../../../platform/foundation/actor/actor';
import { belowScopes, type WaitingQueue } from '../../../platform/security/waiting';
import { claimCauseWords } from '../domain/claim-words';

/**
 * Punches that somebody has to look at: `listPunchClaims`. Found by the questions that wait, which are few; all claims ever
 * are many.
 */
export function claimsQueue(kind: string): WaitingQueue {
  return {
    code: 'PUNCH_CLAIMS',
    name: '待复核的打卡',
    unit: '条',
    permission: 'record.review',
    scopesOf: (actor) => decidingScopesOf(actor, 'record.review'),
    from: `decision_waiting w join punch_claim c on c.batch_id = w.about::uuid
      join punch_claim_batch b on b.id = c.batch_id join shift s on s.id = c.shift_id
      join activity a on a.id = s.activity_id join division d on d.id = a.division_id
      where w.kind = '${kind}' and ${belowScopes('d.path')}`,
    since: 'c.received_at',
    own: 'b.recorded_by = $2 or c.volunteer_id = $3',
    part: 'c.cause',
    partName: (cause) => claimCauseWords[cause] ?? cause,
  };
}
