import { addDays, type LocalDay } from '../../../kernel/local-day';

/** A term of office, half-open: `validTo` is the first day without the office; null is open-ended. */
export interface Term {
  readonly validFrom: LocalDay;
  readonly validTo: LocalDay | null;
}

/** Whether a term has at least one day. */
export function isRealTerm(term: Term): boolean {
  return term.validTo === null || term.validTo > term.validFrom;
}

/** Whether a term ends before or on `day`, so that nothing of it is left to end. */
export function isOverBy(term: Term, day: LocalDay): boolean {
  return term.validTo !== null && term.validTo <= day;
}

/** The last day in office, or null for an open-ended term. */
export function lastDayOf(term: Term): LocalDay | null {
  return term.validTo === null ? null : addDays(term.validTo, -1);
}
