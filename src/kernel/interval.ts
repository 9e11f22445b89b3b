/** A half-open span of time [startMs, endMs) in epoch milliseconds. An interval is never empty: endMs > startMs. */
export interface Interval {
  readonly startMs: number;
  readonly endMs: number;
}

const MS_PER_MINUTE = 60_000;

/** The interval from start to end, or null where it would be empty or negative. */
export function intervalOf(startMs: number, endMs: number): Interval | null {
  return endMs > startMs ? { startMs, endMs } : null;
}

/** The common part of two intervals, or null. Touching intervals have none. */
export function intersect(a: Interval, b: Interval): Interval | null {
  return intervalOf(Math.max(a.startMs, b.startMs), Math.min(a.endMs, b.endMs));
}

/** The same instants as disjoint, sorted intervals; touching ones become one. */
export function union(intervals: readonly Interval[]): readonly Interval[] {
  const sorted = [...intervals].sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
  const merged: Interval[] = [];
  for (const next of sorted) {
    const last = merged.at(-1);
    if (last && next.startMs <= last.endMs) {
      merged[merged.length - 1] = { startMs: last.startMs, endMs: Math.max(last.endMs, next.endMs) };
    } else {
      merged.push(next);
    }
  }
  return merged;
}

/** What of `from` is not covered by `taken`, as disjoint, sorted intervals. */
export function subtract(from: readonly Interval[], taken: readonly Interval[]): readonly Interval[] {
  const cuts = union(taken);
  return union(from).flatMap((span) => {
    const rest: Interval[] = [];
    let startMs = span.startMs;
    for (const cut of cuts) {
      if (cut.endMs <= startMs || cut.startMs >= span.endMs) continue;
      const before = intervalOf(startMs, cut.startMs);
      if (before) rest.push(before);
      startMs = cut.endMs;
    }
    const last = intervalOf(startMs, span.endMs);
    if (last) rest.push(last);
    return rest;
  });
}

/** The parts of `spans` inside `window`, disjoint and sorted. */
export function clip(spans: readonly Interval[], window: Interval): readonly Interval[] {
  return union(spans).flatMap((span) => intersect(span, window) ?? []);
}

/** Whole minutes covered: the seconds of all parts are added first and the sum is floored once. Unit: minutes. */
export function wholeMinutes(intervals: readonly Interval[]): number {
  const totalMs = union(intervals).reduce((sum, span) => sum + span.endMs - span.startMs, 0);
  return Math.floor(totalMs / MS_PER_MINUTE);
}

/** The earliest `minutes` of disjoint, sorted intervals; all of them where they hold less. Unit: minutes. */
export function firstMinutes(intervals: readonly Interval[], minutes: number): readonly Interval[] {
  let leftMs = minutes * MS_PER_MINUTE;
  return intervals.flatMap((span) => {
    const taken = intervalOf(span.startMs, Math.min(span.endMs, span.startMs + leftMs));
    if (!taken) return [];
    leftMs -= taken.endMs - taken.startMs;
    return [taken];
  });
}
