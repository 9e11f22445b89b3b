import type { LocalDay } from '../../../../kernel/local-day';

const ADULT_AGE = 18;
const GUARDIAN_CONSENT_BELOW_AGE = 14;

/**
 * Year minus birth year: the only age that anybody is shown, and the only one that rules look at. An answer that changes on
 * a birthday (a refusal, a name on a public list) would tell whoever tries some days the birth date, and with it nearly the
 * ID number. So every age is taken to be reached at the end of its year: nobody is protected a day too short.
 */
export function ageInYear(birthDate: LocalDay, day: LocalDay): number {
  return Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
}

/** Whether the person counts as a minor on that day: under 18, and until the end of the year of the 18th birthday. */
export function isMinorOn(birthDate: LocalDay, day: LocalDay): boolean {
  return ageInYear(birthDate, day) <= ADULT_AGE;
}

/** Who was born in this year or later is a minor on that day. */
export function minorFromYear(day: LocalDay): number {
  return Number(day.slice(0, 4)) - ADULT_AGE;
}

/** Rule §2: under 14 a guardian has to consent, and until the end of the year of the 14th birthday. */
export function needsGuardianConsentOn(birthDate: LocalDay, day: LocalDay): boolean {
  return ageInYear(birthDate, day) <= GUARDIAN_CONSENT_BELOW_AGE;
}

export type RiskLevel = 'LOW' | 'MEDIUM' | 'HIGH';
export type AgeDecision =
  | { readonly isAllowed: true }
  | { readonly isAllowed: false; readonly problem: 'MINOR_DANGEROUS_ACTIVITY' | 'GUARDIAN_CONSENT_MISSING' };

export interface ParticipationFacts {
  readonly birthDate: LocalDay;
  /** The local day of the shift: the age in that year counts, not the age at sign-up. */
  readonly shiftDay: LocalDay;
  readonly riskLevel: RiskLevel;
  readonly hasGuardianConsent: boolean;
}

/** Rule §2: minors stay away from dangerous (HIGH risk) activities; under 14 they need a guardian's consent for any. */
export function mayTakePart(facts: ParticipationFacts): AgeDecision {
  if (facts.riskLevel === 'HIGH' && isMinorOn(facts.birthDate, facts.shiftDay)) {
    return { isAllowed: false, problem: 'MINOR_DANGEROUS_ACTIVITY' };
  }
  if (!facts.hasGuardianConsent && needsGuardianConsentOn(facts.birthDate, facts.shiftDay)) {
    return { isAllowed: false, problem: 'GUARDIAN_CONSENT_MISSING' };
  }
  return { isAllowed: true };
}
