import { effectiveWeights } from './effective-weights';
import { ineligibleReasons, type EligibilityFacts, type IneligibleReason, type SelectionPeriod } from './eligibility';
import { normalise } from './normalise';
import {
  SCORE_COMPONENTS,
  type ComponentWeights,
  type HeadRole,
  type ScoreComponent,
  type SelectionPolicy,
} from './selection-policy';
import { breakTie, type TieBreaker, type TieFacts } from './tie-break';

export interface Candidate extends TieFacts, EligibilityFacts {
  /** Joins the line with its appointment; it never decides a place. */
  readonly candidateId: string;
  /** Raw values: minutes, tenths of a point, scores in hundredths; null where the candidate has none. */
  readonly raw: Readonly<Record<ScoreComponent, number | null>>;
}

export interface ComponentLine {
  readonly component: ScoreComponent;
  readonly raw: number | null;
  readonly normalisedHundredths: number;
  readonly weightBasisPoints: number;
  /** The share of the total; the lines of a candidate add up to it. */
  readonly weightedHundredths: number;
}

export interface RankedLine {
  readonly candidateId: string;
  readonly ineligibleReasons: readonly IneligibleReason[];
  /** Empty for a candidate who is not eligible. */
  readonly components: readonly ComponentLine[];
  readonly totalHundredths: number | null;
  readonly place: number | null;
  /** What separates the candidate from a neighbour with the same total; null where nobody has the same. */
  readonly tieDecidedBy: TieBreaker | null;
}

export interface Ranking {
  readonly role: HeadRole;
  readonly policyVersion: string;
  readonly weights: ComponentWeights;
  /** Components whose weight went to the others because nobody has a value. */
  readonly missingComponents: readonly ScoreComponent[];
  /** Eligible candidates by place, then the others in the order of their lots. */
  readonly lines: readonly RankedLine[];
}

export interface RankingInput {
  readonly role: HeadRole;
  readonly candidates: readonly Candidate[];
  readonly period: SelectionPeriod;
  /** Published before the ranking is computed. */
  readonly lotSeed: string;
}

interface Scored {
  readonly candidate: Candidate;
  readonly components: readonly ComponentLine[];
  readonly totalHundredths: number;
}

/**
 * Rule §4: the proposal of places for one role. Only eligible candidates are the pool that values are normalised in. A
 * component exists where at least one of them has a value; a candidate without a value in it counts 0. Places are
 * unique; the order of the input does not matter.
 *
 * The total is the exact weighted sum, floored once to hundredths of a point; a component's share is the difference of
 * the running floors, so that the shown shares add up to the shown total.
 */
export function rankCandidates(input: RankingInput, policy: SelectionPolicy): Ranking {
  const judged = input.candidates.map((candidate) => ({
    candidate,
    reasons: ineligibleReasons(candidate, input.period, policy.eligibility),
  }));
  const pool = judged.filter(({ reasons }) => reasons.length === 0).map(({ candidate }) => candidate);
  const existing = new Set(SCORE_COMPONENTS.filter((part) => pool.some(({ raw }) => raw[part] !== null)));
  const { basisPoints, missing } = effectiveWeights(policy.weights[input.role], existing);
  const placed = scorePool(pool, basisPoints, policy).sort(
    (a, b) => b.totalHundredths - a.totalHundredths || breakTie(a.candidate, b.candidate, input.lotSeed).order,
  );
  const others = judged
    .filter(({ reasons }) => reasons.length > 0)
    .sort((a, b) => breakTie(a.candidate, b.candidate, input.lotSeed).order);
  return {
    role: input.role,
    policyVersion: policy.version,
    weights: basisPoints,
    missingComponents: missing,
    lines: [
      ...placed.map((line, index) => rankedLine(line, index, placed, input.lotSeed)),
      ...others.map(({ candidate, reasons }) => ineligibleLine(candidate, reasons)),
    ],
  };
}

function scorePool(pool: readonly Candidate[], weights: ComponentWeights, policy: SelectionPolicy): Scored[] {
  const columns = SCORE_COMPONENTS.filter((component) => weights[component] > 0).map((component) => ({
    component,
    normalised: normalise(
      pool.map(({ raw }) => raw[component] ?? 0),
      policy.normalisation[component],
    ),
  }));
  return pool.map((candidate, index) => {
    let running = 0;
    const components = columns.map(({ component, normalised }): ComponentLine => {
      const before = Math.floor(running / 10_000);
      const normalisedHundredths = candidate.raw[component] === null ? 0 : (normalised[index] ?? 0);
      running += normalisedHundredths * weights[component];
      return {
        component,
        raw: candidate.raw[component],
        normalisedHundredths,
        weightBasisPoints: weights[component],
        weightedHundredths: Math.floor(running / 10_000) - before,
      };
    });
    return { candidate, components, totalHundredths: Math.floor(running / 10_000) };
  });
}

function rankedLine(line: Scored, index: number, all: readonly Scored[], lotSeed: string): RankedLine {
  const neighbour = [all[index - 1], all[index + 1]].find((other) => other?.totalHundredths === line.totalHundredths);
  return {
    candidateId: line.candidate.candidateId,
    ineligibleReasons: [],
    components: line.components,
    totalHundredths: line.totalHundredths,
    place: index + 1,
    tieDecidedBy: neighbour ? breakTie(line.candidate, neighbour.candidate, lotSeed).decidedBy : null,
  };
}

function ineligibleLine(candidate: Candidate, reasons: readonly IneligibleReason[]): RankedLine {
  return {
    candidateId: candidate.candidateId,
    ineligibleReasons: reasons,
    components: [],
    totalHundredths: null,
    place: null,
    tieDecidedBy: null,
  };
}
