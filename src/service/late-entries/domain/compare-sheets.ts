/** One line of a paper sheet as somebody read it. */
export interface SheetLine {
  readonly volunteerId: string;
  /** ISO 8601 with offset. */
  readonly checkedInAt: string;
  readonly checkedOutAt: string;
}

/** A line that two people did not read alike; null where one of them did not see it. */
export interface SheetDifference {
  readonly volunteerId: string;
  readonly first: SheetLine | null;
  readonly second: SheetLine | null;
}

/**
 * Compares two readings of one sheet row by row, in the order of the first reading, then of what only the second one
 * has. Times are compared to the minute, which is what stands on paper; the order of the lines does not matter.
 */
export function compareSheets(first: readonly SheetLine[], second: readonly SheetLine[]): readonly SheetDifference[] {
  const seenFirst = new Map(first.map((line) => [line.volunteerId, line]));
  const seenSecond = new Map(second.map((line) => [line.volunteerId, line]));
  const volunteerIds = [...new Set([...seenFirst.keys(), ...seenSecond.keys()])];
  return volunteerIds
    .map((volunteerId) => ({
      volunteerId,
      first: seenFirst.get(volunteerId) ?? null,
      second: seenSecond.get(volunteerId) ?? null,
    }))
    .filter(({ first: one, second: other }) => !one || !other || !isAlike(one, other));
}

function isAlike(one: SheetLine, other: SheetLine): boolean {
  return (
    minuteOf(one.checkedInAt) === minuteOf(other.checkedInAt) &&
    minuteOf(one.checkedOutAt) === minuteOf(other.checkedOutAt)
  );
}

function minuteOf(instant: string): number {
  return Math.floor(Date.parse(instant) / 60_000);
}
