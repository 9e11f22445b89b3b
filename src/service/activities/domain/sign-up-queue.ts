export interface Seats {
  readonly capacity: number;
  readonly taken: number;
}

/** What a sign-up gets: a seat while there is one, else a place on the waitlist for those who asked for it. */
export function placeFor(seats: Seats, acceptsWaitlist: boolean): 'CONFIRMED' | 'WAITLISTED' | 'SHIFT_FULL' {
  if (seats.taken < seats.capacity) return 'CONFIRMED';
  return acceptsWaitlist ? 'WAITLISTED' : 'SHIFT_FULL';
}
