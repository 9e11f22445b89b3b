import { realChange } from './identity-correction';

describe('realChange', () => {
  const known = { name: '王桂兰', idNumber: '11010519491231002X' };

  it.each([
    [{}, null],
    [known, null],
    [{ name: '王桂兰' }, null],
    [{ name: '王桂蓝' }, { name: '王桂蓝' }],
    [{ name: '王桂兰', idNumber: '110105194912310038' }, { idNumber: '110105194912310038' }],
  ])('of %j keeps %j', (asked, change) => {
    expect(realChange(known, asked)).toEqual(change);
  });
});
