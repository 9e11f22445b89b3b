import { parseLocalDay } from '../../../../kernel/local-day';
import { ageInYear, isMinorOn, mayTakePart, needsGuardianConsentOn } from './age-rules';

const day = (text: string) => {
  const parsed = parseLocalDay(text);
  if (parsed === null) throw new Error(text);
  return parsed;
};

describe('ageInYear', () => {
  it('is the same for everybody of a year of birth, on every day of a year', () => {
    for (const birthDate of ['1980-01-01', '1980-05-17', '1980-12-31'].map(day)) {
      for (const on of ['2026-01-01', '2026-05-17', '2026-12-31'].map(day)) expect(ageInYear(birthDate, on)).toBe(46);
    }
  });

  it('lets no answer change on a birthday', () => {
    for (const birthDate of ['2008-03-10', '2012-03-10'].map(day)) {
      for (const rule of [isMinorOn, needsGuardianConsentOn]) {
        expect(rule(birthDate, day('2026-03-09'))).toBe(rule(birthDate, day('2026-03-10')));
      }
    }
  });
});

describe('mayTakePart', () => {
  it.each([
    ['the last day of the year of the 18th birthday', '2008-01-01', 'HIGH', false, 'MINOR_DANGEROUS_ACTIVITY'],
    ['the year after the 18th birthday', '2007-12-31', 'HIGH', false, null],
    ['a minor where it is not dangerous', '2010-01-01', 'MEDIUM', false, null],
    ['in the year of the 14th birthday without a guardian', '2012-01-01', 'LOW', false, 'GUARDIAN_CONSENT_MISSING'],
    ['under 14 with a guardian', '2012-12-06', 'LOW', true, null],
    ['the year after the 14th birthday', '2011-12-31', 'LOW', false, null],
    ['under 14 with a guardian, dangerous', '2015-01-01', 'HIGH', true, 'MINOR_DANGEROUS_ACTIVITY'],
  ] as const)('%s', (_, birthDate, riskLevel, hasGuardianConsent, problem) => {
    const facts = { birthDate: day(birthDate), shiftDay: day('2026-12-31'), riskLevel, hasGuardianConsent };
    expect(mayTakePart(facts)).toEqual(problem === null ? { isAllowed: true } : { isAllowed: false, problem });
  });
});
