import type { TieFacts } from './person-ties';

export type DecisionOutcome = 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';

/** What was asked, as it is stored. */
export interface DecisionRequest<Payload = unknown> extends TieFacts {
  readonly id: string;
  readonly kind: string;
  readonly divisionId: string;
  readonly divisionPath: string;
  readonly payload: Payload;
  readonly subjectId: string | null;
  readonly reason: string;
  readonly evidence: readonly string[];
  readonly askedAt: Date;
  readonly expiresAt: Date | null;
  readonly outcome: DecisionOutcome | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
}

/** What somebody asks. */
export interface NewDecision<Payload> {
  readonly kind: string;
  /** The place whose staff decides. */
  readonly divisionId: string;
  /** Ids and figures; what is personal is sealed by who asks. */
  readonly payload: Payload;
  readonly subjectId?: string;
  /** Volunteers it is about. */
  readonly concerned?: readonly string[];
  /** Further actors whose hands are in it. */
  readonly hands?: readonly string[];
  /** When the thing itself began; default: now. */
  readonly beganAt?: Date;
  readonly reason: string;
  /** Ids of attachments, or where a paper lies. */
  readonly evidence?: readonly string[];
  /** What it is one of: a second request of the kind about the same waits for the first. Default: the subject. */
  readonly about?: string;
  readonly expiresAt?: Date;
}
