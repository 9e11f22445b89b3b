import { decidingScopesOf } from '../../../../platform/foundation/actor/actor';
import { belowScopes, type WaitingQueue } from '../../../../platform/security/waiting';

const levels: Readonly<Record<string, string>> = { COMMUNITY: '社区', STREET: '街道' };

/** Minutes above a day's cap: `listPendingMinutes` of both levels. A record that waits at both counts at each. */
export const capsQueue: WaitingQueue = {
  code: 'CAPS',
  name: '超限时长',
  unit: '条',
  permission: 'record.review',
  scopesOf: (actor) => decidingScopesOf(actor, 'record.review'),
  from: `service_record r join division d on d.id = r.division_id
    left join division s on s.kind = 'STREET' and starts_with(d.path, s.path)
    cross join lateral (values ('COMMUNITY', d.path, r.pending_community_minutes),
      ('STREET', coalesce(s.path, d.path), r.pending_street_minutes)) l (level, path, minutes)
    where r.status = 'CONFIRMED' and r.pending_community_minutes + r.pending_street_minutes > 0 and l.minutes > 0
      and ${belowScopes('l.path')}`,
  since: 'r.starts_at',
  own: '$2 = any (r.recorded_by) or r.volunteer_id = $3',
  part: 'l.level',
  partName: (level) => levels[level] ?? level,
};
