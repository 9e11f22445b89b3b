import { flagsOf, guardianText, isSameName } from './guardian-request';

describe('a request to a guardian', () => {
  it.each<[string, string, boolean]>([
    ['张小明', '张小明', true],
    [' 张 小明 ', '张小明', true],
    ['阿依古丽.买买提', '阿依古丽·买买提', true],
    ['ＬＩ明', 'li明', true],
    ['张小红', '张小明', false],
    ['张', '张小明', false],
    ['', '张小明', false],
    ['··', '··', false],
  ])('%j for %j: %s', (typed, registered, isSame) => {
    expect(isSameName(typed, registered)).toBe(isSame);
  });

  it('flags a phone that a child or several children go by', () => {
    expect(flagsOf({ hasChildPhone: true, isOfMinor: false, otherChildren: 0 })).toEqual([]);
    expect(flagsOf({ hasChildPhone: false, isOfMinor: false, otherChildren: 0 })).toEqual(['CHILD_WITHOUT_PHONE']);
    expect(flagsOf({ hasChildPhone: true, isOfMinor: true, otherChildren: 2 })).toEqual([
      'PHONE_OF_MINOR',
      'PHONE_OF_SEVERAL',
    ]);
  });

  it('says for whom, for how long, and what to do about a wrong number', () => {
    const text = guardianText({ place: '春风社区', maskedChild: '张*', days: 7, link: 'https://x/guardian#abc' });
    expect(text).toContain('https://x/guardian#abc 7 天内有效');
    expect(text).toContain('不是您的孩子');
  });
});
