import { parseLocalDay, type LocalDay } from '../../../../kernel/local-day';
import { isMinorOn, mayTakePart, needsGuardianConsentOn } from './age-rules';
import { decideStatus, type StatusCommand, type VolunteerStatus } from './volunteer-status';

function day(text: string): LocalDay {
  const parsed = parseLocalDay(text);
  if (!parsed) throw new Error(text);
  return parsed;
}

describe('volunteer status', () => {
  const statuses: readonly VolunteerStatus[] = ['PENDING', 'ACTIVE', 'REJECTED', 'SUSPENDED', 'CLOSED'];
  const commands: readonly StatusCommand[] = ['APPROVE', 'REJECT', 'RESUBMIT', 'SUSPEND', 'RESUME', 'CLOSE'];
  const allowed: Readonly<Record<string, VolunteerStatus>> = {
    'PENDING APPROVE': 'ACTIVE',
    'PENDING REJECT': 'REJECTED',
    'PENDING CLOSE': 'CLOSED',
    'ACTIVE SUSPEND': 'SUSPENDED',
    'ACTIVE CLOSE': 'CLOSED',
    'REJECTED RESUBMIT': 'PENDING',
    'REJECTED CLOSE': 'CLOSED',
    'SUSPENDED RESUME': 'ACTIVE',
    'SUSPENDED CLOSE': 'CLOSED',
  };
  const rows = statuses.flatMap((status) => commands.map((command) => [status, command] as const));

  it.each(rows)('%s and %s', (status, command) => {
    const next = allowed[`${status} ${command}`];
    const problem = status === 'CLOSED' ? 'VOLUNTEER_CLOSED' : 'VOLUNTEER_STATUS_CONFLICT';
    expect(decideStatus(status, command, '说明')).toEqual(
      next ? { isAllowed: true, next } : { isAllowed: false, problem },
    );
  });

  it.each([
    ['PENDING', 'REJECT', null],
    ['ACTIVE', 'SUSPEND', '  '],
  ] as const)('%s and %s need a reason', (status, command, reason) => {
    expect(decideStatus(status, command, reason)).toEqual({ isAllowed: false, problem: 'VOLUNTEER_REASON_REQUIRED' });
  });
});

describe('age rules', () => {
  it('full age begins with the year after the birthday', () => {
    expect(isMinorOn(day('2008-03-10'), day('2026-12-31'))).toBe(true);
    expect(isMinorOn(day('2008-03-10'), day('2027-01-01'))).toBe(false);
    expect(needsGuardianConsentOn(day('2012-03-10'), day('2026-12-31'))).toBe(true);
    expect(needsGuardianConsentOn(day('2012-03-10'), day('2027-01-01'))).toBe(false);
  });

  it.each([
    ['1990-01-01', 'HIGH', false, null],
    ['2010-01-01', 'HIGH', true, 'MINOR_DANGEROUS_ACTIVITY'],
    ['2010-01-01', 'MEDIUM', false, null],
    ['2014-01-01', 'LOW', false, 'GUARDIAN_CONSENT_MISSING'],
    ['2014-01-01', 'LOW', true, null],
    ['2014-01-01', 'HIGH', false, 'MINOR_DANGEROUS_ACTIVITY'],
  ] as const)('born %s, risk %s, consent %s: %s', (birthDate, riskLevel, hasGuardianConsent, problem) => {
    const facts = { birthDate: day(birthDate), shiftDay: day('2026-03-10'), riskLevel, hasGuardianConsent };
    expect(mayTakePart(facts)).toEqual(problem ? { isAllowed: false, problem } : { isAllowed: true });
  });
});
