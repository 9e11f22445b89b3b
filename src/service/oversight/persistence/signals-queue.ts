import { scopesOf } from '../../../platform/foundation/actor/actor';
import { belowScopes, type WaitingQueue } from '../../../platform/security/waiting';

/** What the system finds odd: `listSignals`, OPEN. */
export const signalsQueue: WaitingQueue = {
  code: 'SIGNALS',
  name: '异常提示',
  unit: '条',
  permission: 'record.review',
  scopesOf: (actor) => scopesOf(actor, 'record.read'),
  from: `review_signal s join division d on d.id = s.division_id
    where s.status = 'OPEN' and ${belowScopes('d.path')}`,
  since: 's.raised_at',
  own: `$2 in (s.evidence ->> 'recorder', s.evidence ->> 'clerk') or s.evidence ->> 'volunteerId' = $3::text
    or s.evidence -> 'volunteerIds' ? $3::text`,
};
