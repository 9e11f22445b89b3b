import fc from 'fast-check';
import { lastFourOfIdNumber, maskIdNumber, maskName, maskPhone, withoutPerson } from './masking';
import { readMobilePhone } from './phone';

describe('masking', () => {
  it.each([
    ['张三', '张*'],
    ['张三丰', '张*'],
    ['欧阳修', '欧阳*'],
    ['欧阳𬭎䶮', '欧阳*'],
    ['诸葛孔明', '诸葛*'],
    ['东方', '东*'],
    ['𠮷田', '𠮷*'],
    ['阿依古丽·买买提', '阿*'],
    [' 李四 ', '李*'],
    ['王', '王*'],
    ['', '*'],
  ])('the name %s is shown as %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });

  it('shows one character of an ID number, and seven of a phone', () => {
    expect(maskIdNumber('11010519491231002X')).toBe('1*****************');
    expect(maskIdNumber('')).toBe('');
    expect(lastFourOfIdNumber('11010519491231002X')).toBe('**************002X');
    expect(maskPhone('13812345678')).toBe('138****5678');
    expect(maskPhone('1234567')).toBe('*******');
  });

  it('keeps the length and never shows more than the first character', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789X'), maxLength: 24 }), (text) => {
        const masked = maskIdNumber(text);
        expect(masked).toHaveLength(text.length);
        expect(masked.replaceAll('*', '')).toBe(text.slice(0, 1));
      }),
    );
  });
});

describe('mobile phone', () => {
  it.each([
    ['13812345678', '13812345678'],
    ['+86 138-1234-5678', '13812345678'],
    ['008613812345678', '13812345678'],
    ['8613812345678', '13812345678'],
    ['１９９１２３４５６７８', '19912345678'],
    ['12812345678', null],
    ['1381234567', null],
    ['138123456789', null],
    ['027-87654321', null],
    ['1.38E+10', null],
    ['', null],
  ])('%s is read as %s', (text, phone) => {
    expect(readMobilePhone(text)).toBe(phone);
  });
});

describe('withoutPerson', () => {
  it.each([
    ['欧阳志远本人来电,号码 13800005678', '〔略〕本人来电,号码 ***********'],
    ['核对 11010519491231002X 与 11010519491231002x', '核对 ****************** 与 ******************'],
    ['第 1234567 号保险名单', '第 1234567 号保险名单'],
  ])('%s → %s', (text, expected) => {
    expect(withoutPerson(text, ['欧阳志远', undefined, null])).toBe(expected);
  });

  it('takes numbers out also where the name is gone', () => {
    expect(withoutPerson('电话 13800005678', [null])).toBe('电话 ***********');
    expect(withoutPerson('无', [''])).toBe('无');
  });
});
