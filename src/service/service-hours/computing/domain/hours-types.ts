import type { Interval } from '../../../../kernel/interval';
import type { LocalDay } from '../../../../kernel/local-day';

export type PunchDirection = 'IN' | 'OUT';

/** How a punch came about; the evidence grade follows from it. */
export type PunchMethod =
  'CODE' | 'ROLL_CALL' | 'STAFF' | 'KIOSK' | 'PAPER' | 'CORRECTION' | 'BACKFILL' | 'SELF_DECLARED';

export interface PunchEvent {
  readonly id: string;
  readonly direction: PunchDirection;
  readonly atMs: number;
  readonly method: PunchMethod;
}

/** Where a record stands among the records of its person: by planned start, then by key. Earlier ones keep their minutes. */
export interface RecordOrder {
  readonly plannedStartMs: number;
  /** Any stable key of the record, to put two records with the same planned start into an order. */
  readonly key: string;
}

/** Time that another record of the same person already holds (its `occupiedIntervals`). */
export interface OtherRecord {
  readonly order: RecordOrder;
  readonly intervals: readonly Interval[];
  /** A record that is confirmed cannot give minutes back, whatever its order. */
  readonly isConfirmed: boolean;
}

/** Who approved minutes above the automatic cap of a day. */
export type DayApproval = 'COMMUNITY' | 'STREET';

/** How the attendance of one person was taken; told to the reviewer and kept with the record. */
export interface TakenFacts {
  /** How long the shift had begun when it was put on the plan; 0 where it lay ahead. */
  readonly lateStartMinutes: number;
  /** How late a line came that counts; 0 where none did. */
  readonly lateLineMinutes: number;
  /** The share of the rule, where the person is one of more than that who were called and left no trace; null otherwise. */
  readonly calledPercent: number | null;
  /** Marked with "the rest are here". */
  readonly isRest: boolean;
  /** The person said that it is not so. */
  readonly isDenied: boolean;
}

export interface HoursInput {
  readonly order: RecordOrder;
  readonly planned: Interval;
  /** The end to which the leader extended the shift before closing it, or null. */
  readonly extendedEndMs: number | null;
  readonly breaks: readonly Interval[];
  readonly punches: readonly PunchEvent[];
  readonly otherRecords: readonly OtherRecord[];
  /** The duty calendar of a paid person; empty for everybody else. */
  readonly dutyTime: readonly Interval[];
  /** Minutes, credited and pending together, that the person's other computed records hold on each local day. */
  readonly claimedMinutesByDay: Readonly<Partial<Record<LocalDay, number>>>;
  /** Approvals given so far, by local day. */
  readonly dayApprovals: Readonly<Partial<Record<LocalDay, DayApproval>>>;
  /** Left out where nothing is known about it. */
  readonly taken?: TakenFacts;
  /** Training minutes are computed in the same way and kept apart by whoever stores them. */
  readonly isTraining: boolean;
  /** Taking part was no service (a player of a match): attendance is kept, no minute counts. Left out: it was. */
  readonly isNoService?: boolean;
}

export type EvidenceGrade = 'A' | 'B' | 'C' | 'D' | 'E';

export const recordFlags = [
  'NO_PUNCHES',
  'MISSING_IN',
  'REPEATED_IN',
  'REPEATED_OUT',
  'TOO_MANY_PAIRS',
  'AUTO_CLOSED',
  'OVERLAP',
  'DUTY_TIME',
  'NOT_SERVICE',
  'BELOW_EFFECTIVE_SHARE',
  'OVER_DAY_CAP',
  'INVESTIGATION',
  'LATE_START',
  'LATE_LINES',
  'CALLED_WITHOUT_TRACE',
  'REST_HERE',
  'DENIED',
] as const;
export type RecordFlag = (typeof recordFlags)[number];

export type HoursStep =
  | 'PAIRING'
  | 'CLIPPING'
  | 'AUTO_CLOSE'
  | 'BREAKS'
  | 'OVERLAP'
  | 'DUTY_TIME'
  | 'SERVICE'
  | 'EFFECTIVE_SHARE'
  | 'DAY_CAPS'
  | 'ATTENDANCE'
  | 'EVIDENCE_GRADE';

export type TraceReason =
  | 'PAIRED'
  | 'NO_PAIR'
  | 'INSIDE_PLAN'
  | 'OUTSIDE_PLAN'
  | 'NO_MISSING_OUT'
  | 'CLOSED_AT_PLANNED_END'
  | 'CLOSED_AT_CAP'
  | 'CLOSED_AT_FIXED_MINUTES'
  | 'MISSING_OUT_ZERO'
  | 'NO_BREAK'
  | 'BREAK_SUBTRACTED'
  | 'NO_OVERLAP'
  | 'OVERLAP_SUBTRACTED'
  | 'OVERLAP_KEPT'
  | 'NO_DUTY_TIME'
  | 'DUTY_TIME'
  | 'NOT_SERVICE'
  | 'SHARE_REACHED'
  | 'SHARE_BELOW_POINTS_ZERO'
  | 'SHARE_BELOW_MINUTES_ZERO'
  | 'WITHIN_DAY_CAP'
  | 'OVER_DAY_CAP'
  | 'LATE_START'
  | 'LATE_LINES'
  | 'CALLED_WITHOUT_TRACE'
  | 'REST_HERE'
  | 'DENIED'
  | 'GRADED'
  | 'GRADE_PENDING';

/** One line of the explanation: what a step did to the minutes and why. */
export interface TraceLine {
  readonly step: HoursStep;
  readonly beforeMinutes: number;
  readonly afterMinutes: number;
  readonly reason: TraceReason;
  readonly data: Readonly<Record<string, number | string>>;
}

/** A check-in and its check-out; `out` is null where the person forgot to check out. */
export interface PunchPair {
  readonly in: PunchEvent;
  readonly out: PunchEvent | null;
}

/** What one step hands to the next. */
export interface StepOutcome {
  readonly intervals: readonly Interval[];
  readonly line: TraceLine;
  readonly flags: readonly RecordFlag[];
}

export interface DayMinutes {
  readonly day: LocalDay;
  readonly creditedMinutes: number;
  readonly pendingCommunityMinutes: number;
  readonly pendingStreetMinutes: number;
}

export interface PendingMinutes {
  readonly community: number;
  readonly street: number;
}

export interface HoursResult {
  readonly policyVersion: string;
  readonly isTraining: boolean;
  /** Minutes between the punches (a missing check-out counts as set by the policy), before anything is taken off. */
  readonly rawMinutes: number;
  /** Minutes inside the planned (or extended) time. */
  readonly clippedMinutes: number;
  /** Minutes that count now. */
  readonly creditedMinutes: number;
  /** Minutes that count as soon as the community or the street approves them. */
  readonly pendingMinutes: PendingMinutes;
  readonly grade: EvidenceGrade;
  /** The grade stands only after the leader has confirmed or the correction period has passed. */
  readonly gradePending: boolean;
  readonly flags: readonly RecordFlag[];
  readonly needsReview: boolean;
  /** False where the record stays below the effective share: its minutes stand, its points are 0. */
  readonly pointsEligible: boolean;
  /** The time behind `creditedMinutes`; disjoint and sorted. Points are computed over it. */
  readonly creditedIntervals: readonly Interval[];
  /** Credited and pending time; disjoint and sorted. No other record of the person may claim any of it. */
  readonly occupiedIntervals: readonly Interval[];
  readonly perDay: readonly DayMinutes[];
  readonly trace: readonly TraceLine[];
}
