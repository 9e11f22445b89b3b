/** Political status, as volunteer forms ask for it. */
export const politicalStatuses = [
  'UNSPECIFIED',
  'MASSES',
  'LEAGUE_MEMBER',
  'PROBATIONARY_PARTY_MEMBER',
  'PARTY_MEMBER',
  'DEMOCRATIC_PARTY_MEMBER',
  'NON_PARTY',
] as const;
export type PoliticalStatus = (typeof politicalStatuses)[number];

/** When somebody can usually serve: a weekday (Monday is 1) and local times of day, half-open. */
export interface AvailabilitySlot {
  readonly weekday: number;
  /** `HH:MM`. */
  readonly from: string;
  /** `HH:MM`, up to `24:00`. */
  readonly to: string;
}

/** The slots in order of the week, or null where one is empty, turned round or overlaps another. */
export function orderedAvailability(slots: readonly AvailabilitySlot[]): readonly AvailabilitySlot[] | null {
  const sorted = [...slots].sort((a, b) => a.weekday - b.weekday || (a.from < b.from ? -1 : 1));
  const isBroken = sorted.some((slot, index) => {
    const previous = sorted[index - 1];
    const overlaps = previous !== undefined && previous.weekday === slot.weekday && slot.from < previous.to;
    return slot.from >= slot.to || overlaps;
  });
  return isBroken ? null : sorted;
}
