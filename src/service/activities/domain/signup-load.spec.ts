import type { Interval } from '../../../kernel/interval';
import { loadWarnings, loadWindow } from './signup-load';
import { signupPolicySchema } from './signup-policy';

const { load: limits } = signupPolicySchema.parse({
  version: 'v',
  effectiveFrom: '2024-01-01',
  lateCancelMinutes: 120,
  excuseMinutes: 4320,
});
/** '05 09:00' is in December 2026 in Beijing; the 7th is a Monday. */
const at = (text: string) => Date.parse(`2026-12-${text.replace(' ', 'T')}:00+08:00`);
const from = (start: string, end: string): Interval => ({ startMs: at(start), endMs: at(end) });
const kinds = (shift: Interval, others: readonly Interval[], ageInYear: number | null = 40) =>
  loadWarnings(shift, others, { ageInYear }, limits).map(({ kind, minutes, day }) => [kind, minutes, day]);

describe('how much a sign-up adds', () => {
  it('says nothing up to the limit, and one minute beyond it says so', () => {
    expect(kinds(from('09 14:00', '09 18:00'), [from('09 08:00', '09 12:00')])).toEqual([]);
    expect(kinds(from('09 14:00', '09 18:01'), [from('09 08:00', '09 12:00')])).toEqual([['DAY', 481, '2026-12-09']]);
    expect(kinds(from('09 08:00', '09 16:01'), [])).toEqual([['DAY', 481, '2026-12-09']]);
  });

  it('counts a shift over midnight on both of its days', () => {
    const night = from('08 20:00', '09 04:00');
    expect(kinds(night, [from('08 08:00', '08 12:00')])).toEqual([]);
    expect(kinds(night, [from('08 08:00', '08 13:00')])).toEqual([['DAY', 540, '2026-12-08']]);
    expect(kinds(night, [from('09 12:00', '09 17:00')])).toEqual([['DAY', 540, '2026-12-09']]);
  });

  it('wants eight hours between the shifts of two days, and none within a day', () => {
    expect(kinds(from('10 06:00', '10 08:00'), [from('09 20:00', '09 22:00')])).toEqual([]);
    expect(kinds(from('10 05:59', '10 08:00'), [from('09 20:00', '09 22:00')])).toEqual([['REST', 479, '2026-12-10']]);
    expect(kinds(from('09 20:00', '09 22:00'), [from('10 05:00', '10 06:00')])).toEqual([['REST', 420, '2026-12-10']]);
    expect(kinds(from('10 05:00', '10 06:00'), [from('09 22:00', '10 02:00')])).toEqual([['REST', 180, '2026-12-10']]);
    expect(kinds(from('10 09:00', '10 10:00'), [from('10 07:00', '10 08:00')])).toEqual([]);
  });

  it('counts a week from Monday to Sunday, also for a shift across the two', () => {
    const week = ['07', '08', '09'].map((day) => from(`${day} 09:00`, `${day} 17:00`));
    expect(kinds(from('13 09:00', '13 10:00'), week)).toEqual([['WEEK', 1500, '2026-12-07']]);
    expect(kinds(from('14 09:00', '14 10:00'), week)).toEqual([]);
    expect(kinds(from('06 22:00', '07 01:00'), week.slice(0, 3))).toContainEqual(['WEEK', 1500, '2026-12-07']);
  });

  it('asks from 65 on earlier, by the age of the year', () => {
    const [day, other] = [from('09 14:00', '09 16:01'), from('09 09:00', '09 11:00')];
    expect(kinds(day, [other], 64)).toEqual([]);
    expect(kinds(day, [other], null)).toEqual([]);
    expect(kinds(day, [other], 65)).toEqual([['DAY', 241, '2026-12-09']]);
    const week = ['07', '08', '10'].map((one) => from(`${one} 09:00`, `${one} 13:00`));
    expect(kinds(from('12 09:00', '12 10:00'), week, 70)).toEqual([['WEEK', 780, '2026-12-07']]);
  });

  it('looks at whole weeks and the nights around them', () => {
    expect(loadWindow(from('09 09:00', '09 10:00'))).toEqual(from('06 00:00', '15 00:00'));
    expect(loadWindow(from('13 22:00', '14 01:00'))).toEqual(from('06 00:00', '22 00:00'));
  });
});
