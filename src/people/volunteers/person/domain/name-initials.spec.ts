import { nameInitials } from './name-initials';

describe('nameInitials', () => {
  it.each([
    ['赵桂兰', 'zgl'],
    ['单雄信', 'sxx'],
    ['解缙', 'xj'],
    ['欧阳修', 'oyx'],
    ['吕布', 'lb'],
    ['王㛃', 'wj'],
    ['𠮷田', 't'],
    ['阿依古丽·买买提', 'ayglmmt'],
    ['Li 雷', 'lil'],
    ['', ''],
  ])('%s → %s', (name, initials) => expect(nameInitials(name)).toBe(initials));
});
