import type { components } from '../../../api/schema';

type Line = components['schemas']['AttendanceRosterLineResponse'];
type Signup = components['schemas']['RosterLineResponse'];

/** Somebody of a shift, as the desk sees them. */
export interface Person {
  readonly volunteerId: string;
  readonly volunteerNo: string;
  readonly name: string;
  readonly position: string;
  /** Where in the queue of those who wait for a seat; null where they have one or came without. */
  readonly waitingPlace: number | null;
  readonly isSignedUp: boolean;
  readonly state: Line['state'] | null;
  readonly checkedInAt: string | null;
  readonly checkedOutAt: string | null;
  readonly loadMarks: Line['loadMarks'];
}

const ORDER = { PRESENT: 0, LEFT: 1, MISSING: 2 } as const;

/** Who is there first, then who has left, who has not come, and who waits for a seat; each by name. */
export function peopleOf(lines: readonly Line[], signups: readonly Signup[]): readonly Person[] {
  const signupOf = new Map(signups.map((signup) => [signup.volunteerId, signup]));
  const there = lines.map((line) => ({
    ...{ volunteerId: line.volunteerId, volunteerNo: line.volunteerNo, name: line.name },
    ...{ position: signupOf.get(line.volunteerId)?.positionName ?? '', waitingPlace: null },
    ...{ isSignedUp: line.isSignedUp, state: line.state, loadMarks: line.loadMarks },
    ...{ checkedInAt: line.checkedInAt, checkedOutAt: line.checkedOutAt },
  }));
  const known = new Set(there.map(({ volunteerId }) => volunteerId));
  const waiting = signups
    .filter(({ volunteerId, status }) => status === 'WAITLISTED' && !known.has(volunteerId))
    .sort((a, b) => (a.signedUpAt < b.signedUpAt ? -1 : 1))
    .map((signup, index) => ({
      ...{ volunteerId: signup.volunteerId, volunteerNo: signup.volunteerNo, name: signup.name ?? '' },
      ...{ position: signup.positionName, waitingPlace: index + 1, isSignedUp: true, state: null },
      ...{ checkedInAt: null, checkedOutAt: null, loadMarks: signup.loadMarks },
    }));
  const byName = new Intl.Collator('zh-CN');
  return [...there.sort((a, b) => ORDER[a.state] - ORDER[b.state] || byName.compare(a.name, b.name)), ...waiting];
}
