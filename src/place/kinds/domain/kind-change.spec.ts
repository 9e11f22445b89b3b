import type { LocalDay } from '../../../kernel/local-day';
import { type CategoryAsked, categorySentence, changesAnything, isSameState } from './kind-change';

const before = { name: '足球赛', isService: false, sortOrder: 230, isRetired: false };
const asked: CategoryAsked = {
  ...{ divisionId: 'd', code: 'FOOTBALL_MATCH', name: '足球赛', isService: false, sortOrder: 230 },
  ...{ validFrom: '2026-12-01' as LocalDay, before },
};

describe('what is asked about a category', () => {
  it.each([
    ['nothing', {}, false],
    ['a name', { name: '五人足球赛' }, true],
    ['service', { isService: true }, true],
    ['its place in the list', { sortOrder: 10 }, true],
    ['a new one', { before: null }, true],
    ['one out of use', { before: { ...before, isRetired: true } }, true],
  ])('changes: %s', (_, given, expected) => {
    expect(changesAnything({ ...asked, ...given })).toBe(expected);
  });

  it.each([
    [{ isService: true }, '活动类别“足球赛”由不计服务时长改为计入服务时长，自 2026-12-01 起生效；已发布的活动不变。'],
    [{ name: '五人足球赛' }, '活动类别“足球赛”更名为“五人足球赛”，自 2026-12-01 起生效；已发布的活动不变。'],
    [{ before: null, validFrom: null }, '新增活动类别“足球赛”，不计服务时长，自批准的次日起生效。'],
    [
      { before: { ...before, isRetired: true }, sortOrder: 1 },
      '活动类别“足球赛”重新启用，调整次序，自 2026-12-01 起生效；已发布的活动不变。',
    ],
  ])('is said in a sentence: %j', (given, sentence) => {
    expect(categorySentence({ ...asked, ...given })).toBe(sentence);
  });

  it('is held to what was there', () => {
    expect(isSameState(before, { ...before })).toBe(true);
    expect(isSameState(before, { ...before, isService: true })).toBe(false);
    expect(isSameState(before, null)).toBe(false);
    expect(isSameState(null, null)).toBe(true);
  });
});
