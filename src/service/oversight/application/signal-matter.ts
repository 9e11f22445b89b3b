import type { Matter } from '../../../platform/security/decisions';
import type { Signal } from '../persistence/signal.repository';

const VOLUNTEERS = ['volunteerId', 'volunteerIds'];
const HANDS = ['recorder', 'clerk'];

/** What the guard needs to know of a signal: whoever stands in its evidence, as volunteer or as hand. */
export function signalMatter({ evidence, divisionPath, raisedAt }: Signal): Matter {
  return {
    permission: 'record.review',
    divisionPath,
    askedBy: 'system:oversight',
    hands: namedBy(evidence, HANDS),
    concerned: namedBy(evidence, VOLUNTEERS),
    beganAt: raisedAt,
  };
}

function namedBy(evidence: Signal['evidence'], keys: readonly string[]): readonly string[] {
  return keys.flatMap((key) => evidence[key] ?? []).filter((value) => typeof value === 'string');
}
