import type { LocalDay } from '../../../kernel/local-day';
import type { HeadRole } from './selection-policy';

/** An appointment as far as a selection cares. */
export interface AppointmentTerm {
  readonly appointmentId: string;
  readonly volunteerId: string;
  readonly role: HeadRole;
  readonly divisionId: string;
  readonly communityId: string;
  readonly validFrom: LocalDay;
  /** The first day without the office; null while it lasts. */
  readonly validTo: LocalDay | null;
}

/** One person in one role: what is placed in a ranking. */
export interface Candidacy {
  /** The appointment the person is placed for: the latest one. */
  readonly main: AppointmentTerm;
  /** All appointments of the person in this role, by their begin. */
  readonly appointmentIds: readonly string[];
  /** Begin of the unbroken time in the role that leads up to the main appointment. */
  readonly appointedFrom: LocalDay;
  readonly appointedUntil: LocalDay | null;
}

/**
 * Makes one candidacy per person and role, so that nobody takes two places with two buildings or by having moved from
 * one building to another. Terms that overlap or adjoin count as one unbroken term; a gap begins a new one.
 *
 * @returns in the order of the main appointments' ids: the same for every order of the input.
 */
export function candidaciesOf(terms: readonly AppointmentTerm[]): readonly Candidacy[] {
  const groups = new Map<string, AppointmentTerm[]>();
  for (const term of terms) {
    const key = `${term.volunteerId}/${term.role}`;
    groups.set(key, [...(groups.get(key) ?? []), term]);
  }
  return [...groups.values()].flatMap(candidacyOf).sort((a, b) => compare(a.main.appointmentId, b.main.appointmentId));
}

function candidacyOf(terms: readonly AppointmentTerm[]): readonly Candidacy[] {
  const sorted = [...terms].sort(
    (a, b) => compare(a.validFrom, b.validFrom) || compare(a.appointmentId, b.appointmentId),
  );
  const main = sorted.at(-1);
  if (!main) return [];
  let appointedFrom = main.validFrom;
  let appointedUntil = main.validTo;
  for (const term of [...sorted].reverse()) {
    if (term.validTo !== null && term.validTo < appointedFrom) continue;
    if (term.validFrom < appointedFrom) appointedFrom = term.validFrom;
    appointedUntil = laterEnd(appointedUntil, term.validTo);
  }
  return [{ main, appointmentIds: sorted.map((term) => term.appointmentId), appointedFrom, appointedUntil }];
}

function laterEnd(a: LocalDay | null, b: LocalDay | null): LocalDay | null {
  if (a === null || b === null) return null;
  return a > b ? a : b;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
