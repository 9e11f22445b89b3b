import { type GivenConsent, maySelfRecord, registrationConsentProblem } from './consent';

const registration: GivenConsent = { purpose: 'REGISTRATION', textVersion: '2026-1', channel: 'SELF' };
const guardian: GivenConsent = { purpose: 'GUARDIAN', textVersion: '2026-1', channel: 'GUARDIAN' };

describe('registrationConsentProblem', () => {
  it.each<[string, readonly GivenConsent[], 'SELF' | 'STAFF', string | null]>([
    ['own consent to the registration', [registration], 'SELF', null],
    ['no consent', [], 'SELF', 'CONSENT_REGISTRATION_REQUIRED'],
    ['only another purpose', [{ ...registration, purpose: 'PHOTO' }], 'STAFF', 'CONSENT_REGISTRATION_REQUIRED'],
    ['the same purpose twice', [registration, registration], 'SELF', 'CONSENT_REPEATED'],
    ['a guardian consent claimed on the public form', [registration, guardian], 'SELF', 'CONSENT_CHANNEL_FOREIGN'],
    ['a guardian consent recorded by staff', [registration, guardian], 'STAFF', null],
    ['paper claimed on the public form', [{ ...registration, channel: 'PAPER' }], 'SELF', 'CONSENT_CHANNEL_FOREIGN'],
  ])('%s', (_, consents, recordedBy, problem) => {
    expect(registrationConsentProblem(consents, recordedBy)).toBe(problem);
  });
});

describe('maySelfRecord', () => {
  it('never lets a child record the guardian’s consent', () => {
    expect(maySelfRecord({ ...guardian, channel: 'SELF' })).toBe(false);
  });
});
