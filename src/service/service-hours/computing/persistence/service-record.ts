import type { Interval } from '../../../../kernel/interval';
import type { EvidenceGrade, RecordFlag, TraceLine } from '../domain/hours-types';

export const recordStatuses = ['COMPUTED', 'UNDER_REVIEW', 'PUBLICITY', 'CONFIRMED', 'REJECTED', 'REVERSED'] as const;
export type RecordStatus = (typeof recordStatuses)[number];

/** A service record as it is stored. Minutes are whole; intervals are disjoint and sorted. */
export interface ServiceRecord {
  readonly id: string;
  readonly volunteerId: string;
  readonly shiftId: string;
  readonly activityId: string;
  readonly activityTitle: string;
  readonly teamId: string;
  readonly divisionId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly revision: number;
  readonly kind: 'SERVICE' | 'TRAINING';
  readonly category: string;
  readonly duty: 'LEADER' | 'MEMBER';
  readonly status: RecordStatus;
  /** Local day of the planned start, `YYYY-MM-DD`. */
  readonly servedOn: string;
  readonly rawMinutes: number;
  readonly clippedMinutes: number;
  readonly creditedMinutes: number;
  readonly pendingCommunityMinutes: number;
  readonly pendingStreetMinutes: number;
  readonly grade: EvidenceGrade;
  readonly isGradePending: boolean;
  readonly flags: readonly RecordFlag[];
  readonly recordedBy: readonly string[];
  readonly isPointsEligible: boolean;
  readonly hoursPolicyVersion: string;
  readonly trace: readonly TraceLine[];
  readonly creditedIntervals: readonly Interval[];
  readonly occupiedIntervals: readonly Interval[];
  readonly computedAt: Date;
  readonly publicityFrom: Date | null;
  readonly publicityUntil: Date | null;
  readonly confirmedAt: Date | null;
  readonly decidedBy: string | null;
  readonly decisionReason: string | null;
  readonly proposedOutAt: Date | null;
  readonly proposalReason: string | null;
  /** The actor who proposed the check-out. */
  readonly proposedBy: string | null;
  /** 2 where the first approval found that a second one, from another unit, is needed. */
  readonly approvalsRequired: number;
  /** Minutes above a day cap that were approved and posted after the confirmation. */
  readonly grantedMinutes: number;
  readonly version: number;
}

/** The columns of a record under their names in code. Table alias: r. */
export const recordColumns = `r.id, r.volunteer_id as "volunteerId", r.shift_id as "shiftId", r.activity_id as "activityId",
  r.activity_title as "activityTitle", r.team_id as "teamId", r.division_id as "divisionId", r.starts_at as "startsAt",
  r.ends_at as "endsAt", r.revision, r.kind, r.category, r.duty, r.status, r.served_on::text as "servedOn",
  r.raw_minutes as "rawMinutes", r.clipped_minutes as "clippedMinutes", r.credited_minutes as "creditedMinutes",
  r.pending_community_minutes as "pendingCommunityMinutes", r.pending_street_minutes as "pendingStreetMinutes", r.grade,
  r.is_grade_pending as "isGradePending", r.flags, r.recorded_by as "recordedBy",
  r.is_points_eligible as "isPointsEligible", r.hours_policy_version as "hoursPolicyVersion", r.trace,
  r.credited_intervals as "creditedIntervals", r.occupied_intervals as "occupiedIntervals",
  r.computed_at as "computedAt", r.publicity_from as "publicityFrom", r.publicity_until as "publicityUntil",
  r.confirmed_at as "confirmedAt", r.decided_by as "decidedBy", r.decision_reason as "decisionReason",
  r.proposed_out_at as "proposedOutAt", r.proposal_reason as "proposalReason",
  r.proposed_by as "proposedBy", r.approvals_required as "approvalsRequired", r.granted_minutes as "grantedMinutes",
  r.version`;
