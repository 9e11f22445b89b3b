import { consentPurposes } from '../../person/domain/consent';
import { consentTextsOf, CURRENT_CONSENT_VERSION } from './consent-texts';

describe('texts of consents', () => {
  it('there is one for every purpose; only the registration is required', () => {
    const texts = consentTextsOf(CURRENT_CONSENT_VERSION) ?? [];
    expect(texts.map(({ purpose }) => purpose)).toEqual([...consentPurposes]);
    expect(texts.filter(({ isRequired }) => isRequired).map(({ purpose }) => purpose)).toEqual(['REGISTRATION']);
    for (const { paragraphs } of texts) expect(paragraphs.join('')).toMatch(/。$/);
  });

  it.each(['1999-1', 'constructor', ''])('knows no version %j', (version) => {
    expect(consentTextsOf(version)).toBeNull();
  });
});
