import type { EvidenceGrade, PunchEvent, PunchMethod, PunchPair, TraceLine } from './hours-types';

/** Rule §2.1: what a single punch proves. A live entry by staff on the spot proves as much as the leader's roll call. */
export const METHOD_GRADE: Readonly<Record<PunchMethod, EvidenceGrade>> = {
  CODE: 'A',
  ROLL_CALL: 'B',
  STAFF: 'B',
  KIOSK: 'B',
  PAPER: 'C',
  CORRECTION: 'D',
  BACKFILL: 'D',
  SELF_DECLARED: 'E',
};

export interface Grading {
  readonly grade: EvidenceGrade;
  readonly gradePending: boolean;
  readonly line: TraceLine;
}

/**
 * Rule §2.2 step 9 with §2.1: a record is as good as its weakest punch. One punch alone is at best B, and pending until
 * the leader confirms it. A record without any punch is E.
 *
 * @param minutes the minutes of the record, only for the trace; a grade never changes minutes.
 */
export function gradeEvidence(pairs: readonly PunchPair[], punches: readonly PunchEvent[], minutes: number): Grading {
  const relevant = pairs.length > 0 ? pairs.flatMap((pair) => (pair.out ? [pair.in, pair.out] : [pair.in])) : punches;
  const isSingle = relevant.length > 0 && (pairs.length === 0 || pairs.some((pair) => !pair.out));
  const floor = isSingle ? 'B' : 'A';
  const weakest =
    pairs.length > 0
      ? pairs.map(pairGrade).reduce(weaker, floor)
      : relevant.map((punch) => METHOD_GRADE[punch.method]).reduce(weaker, floor);
  const grade = relevant.length === 0 ? 'E' : weakest;
  return {
    grade,
    gradePending: isSingle,
    line: {
      step: 'EVIDENCE_GRADE',
      beforeMinutes: minutes,
      afterMinutes: minutes,
      reason: isSingle ? 'GRADE_PENDING' : 'GRADED',
      data: { grade },
    },
  };
}

/**
 * The weaker of the two punches. A pair of which one side alone was set by an approved correction is a single punch with
 * confirmation, at best B; a pair that was set by correction on both sides is a back-fill.
 */
function pairGrade(pair: PunchPair): EvidenceGrade {
  if (!pair.out) return METHOD_GRADE[pair.in.method];
  const punched = [pair.in, pair.out].filter((punch) => punch.method !== 'CORRECTION');
  const [only] = punched;
  if (punched.length === 1 && only) return weaker(METHOD_GRADE[only.method], 'B');
  return weaker(METHOD_GRADE[pair.in.method], METHOD_GRADE[pair.out.method]);
}

/** The weaker of two grades: E is weaker than A. */
export function weaker(a: EvidenceGrade, b: EvidenceGrade): EvidenceGrade {
  return a > b ? a : b;
}
