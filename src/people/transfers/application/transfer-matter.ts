import { type Actor, leads } from '../../../platform/foundation/actor/actor';
import type { Matter } from '../../../platform/security/decisions';
import type { ReceivedTransfer } from '../persistence/transfer.repository';

/**
 * What the guard needs to know of a transfer: decided by the side that takes the person in, its staff or the leader of its
 * team; tied are the person who moves, and who asked.
 */
export function transferMatter(actor: Actor, transfer: ReceivedTransfer): Matter {
  const { requestedBy, volunteerId, requestedAt, toDivisionId, toPath, toLeaderId, toTeamName } = transfer;
  return {
    permission: toDivisionId === null ? 'team.decide' : 'volunteer.review',
    divisionPath: toPath,
    isReadersRight: leads(actor, toLeaderId),
    ...(toLeaderId !== null && { leaders: { volunteerIds: [toLeaderId], of: toTeamName ?? '' } }),
    ...{ askedBy: requestedBy, hands: [], concerned: [volunteerId], beganAt: requestedAt },
  };
}
