import { intervalOf, wholeMinutes, type Interval } from '../../../../kernel/interval';
import { localDayOf } from '../../../../kernel/local-day';
import { METHOD_GRADE } from './evidence-grade';
import type { HoursPolicy } from './hours-policy';
import type { PunchEvent, PunchPair, RecordFlag, TraceLine } from './hours-types';

export interface Pairing {
  readonly pairs: readonly PunchPair[];
  readonly flags: readonly RecordFlag[];
  readonly line: TraceLine;
}

/**
 * Rule §2.2 step 1: pairs check-ins with check-outs.
 *
 * The order in which the events arrive does not matter. Punches of one direction that follow each other within the
 * duplicate window are one: the first stands. A later second check-in without a check-out between them does not open a
 * second pair; the first one stands and the record goes to review. A check-out without a check-in earns nothing.
 */
export function pairPunches(punches: readonly PunchEvent[], policy: HoursPolicy): Pairing {
  const flags = new Set<RecordFlag>();
  const pairs: PunchPair[] = [];
  let open: PunchEvent | null = null;
  const distinct = collapseDuplicates(inOrder(punches), policy.duplicateWindowMs);
  if (distinct.length === 0) flags.add('NO_PUNCHES');
  for (const punch of distinct) {
    if (punch.direction === 'IN') {
      if (open) flags.add('REPEATED_IN');
      else open = punch;
    } else if (open) {
      pairs.push({ in: open, out: punch });
      open = null;
    } else {
      flags.add(pairs.length > 0 ? 'REPEATED_OUT' : 'MISSING_IN');
    }
  }
  if (open) pairs.push({ in: open, out: null });
  if (mostPairsOnOneDay(pairs) > policy.maxPairsPerDay) flags.add('TOO_MANY_PAIRS');
  return { pairs, flags: [...flags], line: pairingLine(punches.length, distinct.length, pairs) };
}

/** The time between the punches of the complete pairs, as disjoint intervals. */
export function completePairIntervals(pairs: readonly PunchPair[]): readonly Interval[] {
  return pairs.flatMap((pair) => (pair.out ? (intervalOf(pair.in.atMs, pair.out.atMs) ?? []) : []));
}

function inOrder(punches: readonly PunchEvent[]): readonly PunchEvent[] {
  const byId = new Map(punches.map((punch) => [punch.id, punch]));
  return [...byId.values()].sort(
    (a, b) =>
      a.atMs - b.atMs ||
      compareText(a.direction, b.direction) ||
      compareText(METHOD_GRADE[a.method], METHOD_GRADE[b.method]) ||
      compareText(a.id, b.id),
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function collapseDuplicates(sorted: readonly PunchEvent[], windowMs: number): readonly PunchEvent[] {
  const kept: PunchEvent[] = [];
  for (const punch of sorted) {
    const last = kept.at(-1);
    const isDuplicate = last?.direction === punch.direction && punch.atMs - last.atMs <= windowMs;
    if (!isDuplicate) kept.push(punch);
  }
  return kept;
}

function mostPairsOnOneDay(pairs: readonly PunchPair[]): number {
  const countByDay = new Map<string, number>();
  for (const pair of pairs) {
    const day = localDayOf(pair.in.atMs);
    countByDay.set(day, (countByDay.get(day) ?? 0) + 1);
  }
  return Math.max(0, ...countByDay.values());
}

function pairingLine(punchCount: number, distinctCount: number, pairs: readonly PunchPair[]): TraceLine {
  return {
    step: 'PAIRING',
    beforeMinutes: 0,
    afterMinutes: wholeMinutes(completePairIntervals(pairs)),
    reason: pairs.length > 0 ? 'PAIRED' : 'NO_PAIR',
    data: {
      punches: punchCount,
      distinctPunches: distinctCount,
      pairs: pairs.length,
      openPairs: pairs.filter((pair) => !pair.out).length,
    },
  };
}
