import type { LivePunchMethod, PunchPolicy } from '../domain/decide-punch';
import type { PunchDirection } from '../domain/rotating-code';

/** A punch that is about to be recorded. */
export interface NewPunch {
  /** Made and kept by the device before sending: the permanent idempotency key, unique per volunteer. */
  readonly punchId: string;
  readonly volunteerId: string;
  readonly shiftId: string;
  readonly direction: PunchDirection;
  readonly method: LivePunchMethod;
  /** Begin of the time slot of the code; null for punches without one. */
  readonly codeFrom: Date | null;
  /** When it counts. */
  readonly punchedAt: Date;
  /** What the device says about when it was sent; a claim, nothing is ordered by it. */
  readonly deviceSentAt: Date | null;
  readonly receivedAt: Date;
  readonly recordedBy: string;
  /** Hash of what the sender said, to tell a repetition from another punch under the same id. */
  readonly payloadHash: Buffer;
  readonly evidence: Readonly<Record<string, string | number | boolean>>;
}

/**
 * Writes punches. A port, because a writer may put many punches of one instant into one statement; whatever it does,
 * nothing is answered `true` before it is committed, and a punch that is not acceptable does not touch its neighbours.
 */
export abstract class PunchWriter {
  /**
   * Appends the punch and moves the attendance of its person in one transaction, if everything that decides about it
   * holds at that moment: the shift is open and offers the method, the time is inside the window, the person is signed
   * up (or may walk in), the direction fits the attendance, the code is later than the last one that the person used for
   * the direction, and the id is new.
   *
   * @returns false where something did not hold; then nothing was written, and the caller finds out why.
   */
  abstract write(punch: NewPunch, policy: PunchPolicy): Promise<boolean>;
}
