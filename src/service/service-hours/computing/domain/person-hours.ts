import { wholeMinutes, type Interval } from '../../../../kernel/interval';
import { splitByLocalDay, type LocalDay } from '../../../../kernel/local-day';
import { computeHours } from './compute-hours';
import type { HoursPolicy } from './hours-policy';
import type { HoursInput, HoursResult, OtherRecord, RecordOrder } from './hours-types';
import { isBefore } from './overlap';

/** A record of the person that is being computed, now or again. */
export interface PersonSubject {
  readonly input: Omit<HoursInput, 'otherRecords' | 'claimedMinutesByDay'>;
  readonly policy: HoursPolicy;
}

/**
 * Computes several records of one person together, so that what each may keep does not depend on which of them was
 * closed first: in the order of their planned starts, each on top of what the earlier ones took.
 *
 * A later record that is still to come takes part with all the time it would claim alone, so that the earlier one is
 * flagged for the overlap without losing minutes.
 *
 * @param settled the person's other records of the same days, which stay as they are.
 * @returns results by the key of their order.
 */
export function computePerson(
  subjects: readonly PersonSubject[],
  settled: readonly OtherRecord[],
): ReadonlyMap<string, HoursResult> {
  const ordered = [...subjects].sort((a, b) => (isBefore(a.input.order, b.input.order) ? -1 : 1));
  const results = new Map<string, HoursResult>();
  let held = [...settled];
  for (const [index, { input, policy }] of ordered.entries()) {
    const toCome = ordered.slice(index + 1).map((later) => aloneOf(later));
    const result = computeHours(
      { ...input, otherRecords: [...held, ...toCome], claimedMinutesByDay: claimedByDay(held) },
      policy,
    );
    results.set(input.order.key, result);
    held = [...held, heldBy(input.order, result.occupiedIntervals)];
  }
  return results;
}

function aloneOf({ input, policy }: PersonSubject): OtherRecord {
  const alone = computeHours({ ...input, otherRecords: [], claimedMinutesByDay: {} }, policy);
  return heldBy(input.order, alone.occupiedIntervals);
}

function heldBy(order: RecordOrder, intervals: readonly Interval[]): OtherRecord {
  return { order, intervals, isConfirmed: false };
}

/** Minutes by local day that records hold; each record floors its own seconds. */
function claimedByDay(records: readonly OtherRecord[]): Partial<Record<LocalDay, number>> {
  const claimed: Partial<Record<LocalDay, number>> = {};
  for (const { intervals } of records) {
    const parts = intervals.flatMap(splitByLocalDay);
    for (const day of new Set(parts.map((part) => part.day))) {
      const own = wholeMinutes(parts.filter((part) => part.day === day).map((part) => part.interval));
      claimed[day] = (claimed[day] ?? 0) + own;
    }
  }
  return claimed;
}
