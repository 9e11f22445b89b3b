import type { CorrectedTime } from '../domain/device-clock';
import type { Hand } from '../domain/late-line';
import type { ClaimCause, PunchDirection, StoredClaim } from '../../punching';
import type { LineRefusalStatus } from '../../roll-call';

/** A punch that a device noted while it was offline. */
export interface OfflineLine {
  readonly punchId: string;
  readonly volunteerId: string;
  readonly direction: PunchDirection;
  /** By the device's clock, ISO 8601. */
  readonly happenedAt: string;
  /** Of one's own phone: what stood on the screen, digits or the end of the link. */
  readonly code?: string;
  /** At a tablet: whether the person showed the own card, or typed a name. */
  readonly shown?: 'CARD' | 'TYPED';
}

export interface OfflineBatch {
  readonly shiftId: string;
  readonly method: 'ROLL_CALL' | 'KIOSK' | 'CODE';
  readonly recordedBy: string;
  /** The volunteer who sends the batch, who cannot punch for themselves this way; null for a kiosk and for an own code. */
  readonly senderVolunteerId: string | null;
  /** Whose device it comes from: it says how long a line may take. */
  readonly hand: Hand;
  /** By the device's clock, ISO 8601. */
  readonly deviceSentAt: string;
  readonly deviceId?: string;
  readonly lines: readonly OfflineLine[];
}

export interface OfflineAnswer {
  readonly punchId: string;
  readonly volunteerId: string;
  /**
   * RECORDED counts; IN_REVIEW is kept and waits for a person; DECLINED was looked at and does not count; RETRY is to be
   * sent again.
   */
  readonly status: 'RECORDED' | 'IN_REVIEW' | 'DECLINED' | LineRefusalStatus;
  readonly message: string;
  /** Why it was refused, or what the review is about. */
  readonly code?: string;
  readonly punchedAt?: string;
}

/** A batch with what is known about its lines already. */
export interface OpenBatch extends OfflineBatch {
  readonly receivedAt: Date;
  readonly sentAtMs: number;
  readonly claims: ReadonlyMap<string, StoredClaim>;
  /** Keys under which a punch is recorded. */
  readonly recorded: ReadonlySet<string>;
  readonly people: ReadonlySet<string>;
}

/** A line that is kept for a person to look at. */
export interface ClaimedLine {
  readonly line: OfflineLine;
  readonly time: CorrectedTime;
  readonly cause: ClaimCause;
}

export function keyOf({ volunteerId, punchId }: { readonly volunteerId: string; readonly punchId: string }): string {
  return `${volunteerId}/${punchId}`;
}
