import { ageOn, idNumberFault, needsGuardian } from './id-number';

describe('an ID number as it is typed', () => {
  it.each([
    ['', '请填写'],
    ['110105', '18 位'],
    ['110105194912310021', '不像是对的'],
    ['11010519491231002X', ''],
    [' 11010519491231 002x ', ''],
  ])('%s', (text, said) => {
    expect(idNumberFault(text)).toContain(said);
    expect(idNumberFault(text) === '').toBe(said === '');
  });

  it('says how old somebody is', () => {
    expect(ageOn('110105201212040029', '2026-12-03')).toBe(13);
    expect(ageOn('110105201212040029', '2026-12-04')).toBe(14);
    expect(ageOn('1101', '2026-12-04')).toBeNull();
  });

  it('says who needs a guardian, by the year alone', () => {
    expect(needsGuardian('110105201203040029', '2026-12-31')).toBe(true);
    expect(needsGuardian('110105201203040029', '2027-01-01')).toBe(false);
    expect(needsGuardian('1101', '2026-12-04')).toBe(false);
  });
});
