/** What a person agrees to, one consent per purpose. */
export const consentPurposes = [
  'REGISTRATION',
  'LOCATION',
  'PHOTO',
  'RANKING_DISPLAY',
  'NAME_PUBLICITY',
  'SHARING',
  'GUARDIAN',
  'SMS',
] as const;
export type ConsentPurpose = (typeof consentPurposes)[number];

/** How a consent that somebody writes down was given. */
export const enteredChannels = ['SELF', 'PAPER', 'GUARDIAN', 'ASSISTED'] as const;
/** How a consent was given. SMS: the guardian answered a link on the own phone; nobody writes that down. */
export const consentChannels = [...enteredChannels, 'SMS'] as const;
export type ConsentChannel = (typeof consentChannels)[number];

export interface GivenConsent {
  readonly purpose: ConsentPurpose;
  /** Version of the text that was agreed to. */
  readonly textVersion: string;
  readonly channel: ConsentChannel;
}

export type ConsentProblem = 'CONSENT_REGISTRATION_REQUIRED' | 'CONSENT_REPEATED' | 'CONSENT_CHANNEL_FOREIGN';

/** Whether somebody may record this consent for themselves: only their own, never a guardian's, never one on paper. */
export function maySelfRecord(consent: GivenConsent): boolean {
  return consent.purpose !== 'GUARDIAN' && consent.channel === 'SELF';
}

/** Checks the consents that come with a registration; null where they will do. */
export function registrationConsentProblem(
  consents: readonly GivenConsent[],
  recordedBy: 'SELF' | 'STAFF',
): ConsentProblem | null {
  if (!consents.some((consent) => consent.purpose === 'REGISTRATION')) return 'CONSENT_REGISTRATION_REQUIRED';
  if (new Set(consents.map((consent) => consent.purpose)).size < consents.length) return 'CONSENT_REPEATED';
  const isForeign = recordedBy === 'SELF' && !consents.every(maySelfRecord);
  return isForeign ? 'CONSENT_CHANNEL_FOREIGN' : null;
}
