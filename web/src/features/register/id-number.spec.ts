import { ageOn, idNumberFault } from './id-number';

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
});
