export interface BoardLine {
  readonly volunteerId: string;
  readonly isSignedUp: boolean;
  readonly state: 'MISSING' | 'PRESENT' | 'LEFT';
  readonly checkedInAt: string | null;
  readonly checkedOutAt: string | null;
}

/** The lines that a watcher does not know yet, and who is gone from the list (a sign-up that was taken back). */
export function boardChanges<Line extends BoardLine>(
  known: readonly Line[],
  present: readonly Line[],
): { readonly changed: readonly Line[]; readonly gone: readonly string[] } {
  const before = new Map(known.map((line) => [line.volunteerId, keyOf(line)]));
  const after = new Set(present.map(({ volunteerId }) => volunteerId));
  return {
    changed: present.filter((line) => before.get(line.volunteerId) !== keyOf(line)),
    gone: known.map(({ volunteerId }) => volunteerId).filter((id) => !after.has(id)),
  };
}

function keyOf({ isSignedUp, state, checkedInAt, checkedOutAt }: BoardLine): string {
  return JSON.stringify([isSignedUp, state, checkedInAt, checkedOutAt]);
}
