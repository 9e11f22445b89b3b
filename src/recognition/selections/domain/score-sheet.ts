import type { LocalDay } from '../../../kernel/local-day';
import type { IneligibleReason, SelectionPeriod } from './eligibility';
import { proposeSeats } from './propose-seats';
import { distributeQuota, type QuotaLine } from './quota';
import { type Candidate, type ComponentLine, rankCandidates } from './rank-candidates';
import type { ComponentWeights, HeadRole, ScoreComponent, SelectionPolicy } from './selection-policy';
import type { TieBreaker } from './tie-break';

/** How far an account had been written when the round was frozen. */
export interface AccountPosition {
  /** The number whose account it is, where it was merged into the candidate's; otherwise it is the candidate's own. */
  readonly volunteerId?: string;
  readonly kind: 'SERVICE_MINUTES' | 'POINT_TENTHS';
  readonly seq: number;
  /** Hash of the last entry, in hex. */
  readonly headHash: string;
}

/** Everything a place is computed from. Stored with the line, so that the line can be computed again. */
export interface CandidateFacts {
  readonly appointmentIds: readonly string[];
  readonly appointedFrom: LocalDay;
  readonly appointedUntil: LocalDay | null;
  readonly isVerified: boolean;
  readonly hasOpenVeto: boolean;
  readonly accounts: readonly AccountPosition[];
  readonly serviceMinutes: number;
  readonly pointTenths: number;
  readonly confirmedRecords: number;
  readonly backfilledMinutes: number;
  readonly distinctServiceDays: number;
  readonly tenureDays: number;
  readonly assessmentIds: readonly string[];
  /** Average, floored; null where there is no assessment. */
  readonly assessmentHundredths: number | null;
  /** What the public lot is drawn from: number of the volunteer and code of the division. */
  readonly lotKey: string;
  /** Code of the community, which has its own quota. */
  readonly quotaKey: string;
}

export interface FrozenCandidate {
  readonly appointmentId: string;
  readonly volunteerId: string;
  readonly role: HeadRole;
  readonly divisionId: string;
  readonly communityId: string;
  readonly facts: CandidateFacts;
}

/** What the rules say about one candidate. */
export interface ScoreLine {
  readonly appointmentId: string;
  readonly role: HeadRole;
  readonly ineligibleReasons: readonly IneligibleReason[];
  readonly components: readonly ComponentLine[];
  readonly totalHundredths: number | null;
  /** Within the role; null where not eligible. */
  readonly place: number | null;
  readonly isProposed: boolean;
  readonly tieDecidedBy: TieBreaker | null;
}

export interface RoleSummary {
  readonly role: HeadRole;
  readonly candidates: number;
  readonly eligible: number;
  readonly proposed: number;
  /** The weights that were applied, in basis points. */
  readonly weightBasisPoints: ComponentWeights;
  readonly missingComponents: readonly ScoreComponent[];
  readonly quota: readonly QuotaLine[];
}

export interface ScoreSheet {
  readonly lines: readonly ScoreLine[];
  readonly roles: readonly RoleSummary[];
}

export interface ScoreSheetInput {
  readonly roles: readonly HeadRole[];
  readonly candidates: readonly FrozenCandidate[];
  readonly period: SelectionPeriod;
  readonly policy: SelectionPolicy;
  readonly lotSeed: string;
}

/**
 * Rule §4: the whole proposal of a round. Each role is a pool of its own, with places, and with seats by community.
 * The same input gives the same sheet, in every order of the candidates.
 */
export function scoreSheet(input: ScoreSheetInput): ScoreSheet {
  const parts = input.roles.map((role) => scoreRole(role, input));
  return { lines: parts.flatMap((part) => part.lines), roles: parts.map((part) => part.summary) };
}

function scoreRole(role: HeadRole, input: ScoreSheetInput): { lines: readonly ScoreLine[]; summary: RoleSummary } {
  const pool = input.candidates.filter((candidate) => candidate.role === role);
  const { period, lotSeed, policy } = input;
  const ranking = rankCandidates({ role, candidates: pool.map(toCandidate), period, lotSeed }, policy);
  const groupOf = new Map(pool.map((candidate) => [candidate.appointmentId, candidate.facts.quotaKey]));
  const eligible = ranking.lines.filter((line) => line.place !== null);
  const quota = distributeQuota(
    [...countBy(eligible.map((line) => groupOf.get(line.candidateId) ?? ''))].map(([key, count]) => ({
      key,
      pool: count,
    })),
    policy.quota,
  );
  const proposed = proposeSeats(ranking.lines, groupOf, quota);
  return {
    lines: ranking.lines.map(({ candidateId, ...line }) => ({
      appointmentId: candidateId,
      role,
      ...line,
      isProposed: proposed.has(candidateId),
    })),
    summary: {
      role,
      candidates: pool.length,
      eligible: eligible.length,
      proposed: proposed.size,
      weightBasisPoints: ranking.weights,
      missingComponents: ranking.missingComponents,
      quota: [...quota].sort((a, b) => (a.key < b.key ? -1 : 1)),
    },
  };
}

/** Votes and committee scores do not exist yet in this kind of round: their weight goes to the other components. */
function toCandidate({ appointmentId, facts }: FrozenCandidate): Candidate {
  return {
    ...facts,
    candidateId: appointmentId,
    raw: {
      HOURS: facts.serviceMinutes,
      POINTS: facts.pointTenths,
      ASSESSMENT: facts.assessmentHundredths,
      VOTE: null,
      COMMITTEE: null,
    },
    voteScore: null,
  };
}

function countBy(keys: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
