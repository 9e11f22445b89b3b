import { type TraceLine, traceSentences } from '../../computing/domain';

/** What of a record a change of rules may change. */
export interface ComparableRecord {
  readonly creditedMinutes: number;
  readonly pendingCommunityMinutes: number;
  readonly pendingStreetMinutes: number;
  readonly isPointsEligible: boolean;
  readonly trace: readonly TraceLine[];
}

export interface RecomputeDifference {
  readonly beforeMinutes: number;
  readonly afterMinutes: number;
  /** The sentences of the steps that came out differently, as they are now. */
  readonly why: readonly string[];
}

/** Compares a record with what another policy makes of it; null where nothing that counts is different. */
export function recomputeDifference(before: ComparableRecord, after: ComparableRecord): RecomputeDifference | null {
  const counts = (record: ComparableRecord): string =>
    JSON.stringify([
      record.creditedMinutes,
      record.pendingCommunityMinutes,
      record.pendingStreetMinutes,
      record.isPointsEligible,
    ]);
  if (counts(before) === counts(after)) return null;
  const old = new Map(before.trace.map((line) => [line.step, line]));
  const changed = after.trace.filter((line) => !isSame(old.get(line.step), line));
  return {
    beforeMinutes: before.creditedMinutes,
    afterMinutes: after.creditedMinutes,
    why: traceSentences(changed),
  };
}

function isSame(before: TraceLine | undefined, after: TraceLine): boolean {
  if (!before) return false;
  return traceSentences([before])[0] === traceSentences([after])[0];
}
