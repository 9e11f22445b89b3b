import { parseLocalDay } from '../../../kernel/local-day';
import { mayTakePart } from './age-rules';

const day = (text: string) => {
  const parsed = parseLocalDay(text);
  if (parsed === null) throw new Error(text);
  return parsed;
};

describe('mayTakePart', () => {
  it.each([
    ['the day before the 18th birthday', '2008-12-06', 'HIGH', false, 'MINOR_DANGEROUS_ACTIVITY'],
    ['on the 18th birthday', '2008-12-05', 'HIGH', false, null],
    ['a minor where it is not dangerous', '2010-01-01', 'MEDIUM', false, null],
    ['under 14 without a guardian', '2012-12-06', 'LOW', false, 'GUARDIAN_CONSENT_MISSING'],
    ['under 14 with a guardian', '2012-12-06', 'LOW', true, null],
    ['on the 14th birthday', '2012-12-05', 'LOW', false, null],
    ['under 14 with a guardian, dangerous', '2015-01-01', 'HIGH', true, 'MINOR_DANGEROUS_ACTIVITY'],
  ] as const)('%s', (_, birthDate, riskLevel, hasGuardianConsent, problem) => {
    const facts = { birthDate: day(birthDate), shiftDay: day('2026-12-05'), riskLevel, hasGuardianConsent };
    expect(mayTakePart(facts)).toEqual(problem === null ? { isAllowed: true } : { isAllowed: false, problem });
  });
});
