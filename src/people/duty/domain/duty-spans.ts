import type { DutySpan } from './duty-time';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Whether times are well formed and no two spans of a day overlap; a span over midnight counts until midnight. */
export function areSpansValid(spans: readonly DutySpan[]): boolean {
  if (spans.some(({ from, until }) => !TIME.test(from) || !TIME.test(until) || from === until)) return false;
  const sorted = [...spans].sort((a, b) => (a.from < b.from ? -1 : 1));
  return sorted.every((span, index) => {
    const next = sorted[index + 1];
    const until = span.until <= span.from ? '24:00' : span.until;
    return next === undefined || until <= next.from;
  });
}
