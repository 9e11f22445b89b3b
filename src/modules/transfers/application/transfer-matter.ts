import type { TieFacts } from '../../../platform/security/decisions';
import type { Transfer } from '../persistence/transfer.repository';

/** What ties somebody to a transfer: the person who moves, and who asked. */
export function tiesOf({ requestedBy, volunteerId, requestedAt }: Transfer): TieFacts {
  return { askedBy: requestedBy, hands: [], concerned: [volunteerId], beganAt: requestedAt };
}
