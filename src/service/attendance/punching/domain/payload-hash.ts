import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../../kernel/canonical-json';
import type { LivePunchMethod } from './decide-punch';
import type { PunchDirection } from './rotating-code';

/** What a sender says about a punch, whichever way it comes. */
export interface SaidPunch {
  readonly shiftId: string;
  readonly direction: PunchDirection;
  readonly method: LivePunchMethod;
  readonly code: string | null;
  /** When it happened or was sent, in the sender's own words; null where nothing was said. */
  readonly said: string | null;
  readonly reason: string | null;
}

/** Tells a repetition from another punch under the same id: on the spot or in a batch later, the same words are the same punch. */
export function punchPayloadHash({ shiftId, direction, method, code, said, reason }: SaidPunch): Buffer {
  return createHash('sha256')
    .update(canonicalJson([shiftId, direction, method, code, said, reason]))
    .digest();
}
