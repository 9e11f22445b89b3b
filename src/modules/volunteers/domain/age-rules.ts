import { ageOn, type LocalDay } from '../../../kernel/local-day';

const ADULT_AGE = 18;
const GUARDIAN_CONSENT_BELOW_AGE = 14;

/** Whether the person is a minor on that day: under 18, full age begins on the birthday. */
export function isMinorOn(birthDate: LocalDay, day: LocalDay): boolean {
  return ageOn(birthDate, day) < ADULT_AGE;
}

/** Rule §2: under 14 a guardian has to consent. */
export function needsGuardianConsentOn(birthDate: LocalDay, day: LocalDay): boolean {
  return ageOn(birthDate, day) < GUARDIAN_CONSENT_BELOW_AGE;
}

export type RiskLevel = 'LOW' | 'MEDIUM' | 'HIGH';
export type AgeDecision =
  | { readonly isAllowed: true }
  | { readonly isAllowed: false; readonly problem: 'MINOR_DANGEROUS_ACTIVITY' | 'GUARDIAN_CONSENT_MISSING' };

export interface ParticipationFacts {
  readonly birthDate: LocalDay;
  /** The local day of the shift: the age on that day counts, not the age at sign-up. */
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
