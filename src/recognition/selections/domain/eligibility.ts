import { addDays, parseLocalDay, type LocalDay } from '../../../kernel/local-day';
import type { SelectionPolicy } from './selection-policy';

export interface EligibilityFacts {
  readonly appointedFrom: LocalDay;
  /** The first day after the appointment, or null while it lasts. */
  readonly appointedUntil: LocalDay | null;
  readonly confirmedRecords: number;
  /** Whether the person's identity was checked. */
  readonly isVerified: boolean;
  readonly hasOpenVeto: boolean;
}

/** Both days inclusive. */
export interface SelectionPeriod {
  readonly from: LocalDay;
  readonly to: LocalDay;
}

export type IneligibleReason = 'APPOINTED_TOO_SHORT' | 'TOO_FEW_RECORDS' | 'NOT_VERIFIED' | 'OPEN_VETO';

/**
 * Rule §4: who may be selected. All reasons that hold are named, not only the first. In a period shorter than the
 * required months the appointment has to cover all its whole months.
 */
export function ineligibleReasons(
  facts: EligibilityFacts,
  period: SelectionPeriod,
  policy: SelectionPolicy['eligibility'],
): readonly IneligibleReason[] {
  const periodEnd = addDays(period.to, 1);
  const requiredMonths = Math.min(policy.minAppointedMonths, wholeMonthsBetween(period.from, periodEnd));
  const from = later(facts.appointedFrom, period.from);
  const until = facts.appointedUntil === null || facts.appointedUntil > periodEnd ? periodEnd : facts.appointedUntil;
  const reasons: IneligibleReason[] = [];
  if (wholeMonthsBetween(from, until) < requiredMonths) reasons.push('APPOINTED_TOO_SHORT');
  if (facts.confirmedRecords < policy.minRecords) reasons.push('TOO_FEW_RECORDS');
  if (!facts.isVerified) reasons.push('NOT_VERIFIED');
  if (facts.hasOpenVeto) reasons.push('OPEN_VETO');
  return reasons;
}

/** Whole months from a day until another (exclusive): 10 April until 10 January are nine. 0 where it is not later. */
export function wholeMonthsBetween(from: LocalDay, until: LocalDay): number {
  if (until <= from) return 0;
  const months = monthNumber(until) - monthNumber(from);
  return until < sameDayInMonth(from, monthNumber(from) + months) ? months - 1 : months;
}

function monthNumber(day: LocalDay): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}

/** The day of the same number in another month, or that month's last day. */
function sameDayInMonth(day: LocalDay, month: number): LocalDay {
  const prefix = `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
  const first = parseLocalDay(`${prefix}-01`) ?? day;
  const same = addDays(first, Number(day.slice(8)) - 1);
  if (same.startsWith(prefix)) return same;
  return addDays(same, -Number(same.slice(8)));
}

function later(a: LocalDay, b: LocalDay): LocalDay {
  return a > b ? a : b;
}
