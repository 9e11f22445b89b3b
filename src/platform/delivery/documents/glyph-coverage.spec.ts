import { readFileSync } from 'node:fs';
import { codePointsOf, printable, printableValue } from './glyph-coverage';

const font = (name: string): Buffer => readFileSync(require.resolve(`@expo-google-fonts/${name}`));
const serif = codePointsOf(font('noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf'));
const sans = codePointsOf(font('noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'));

describe('what the fonts can print', () => {
  it.each(['欧阳𬭎䶮', '王㛃', '陈𬱖', '李〇', '福镇街道（A–E）①②※·—“”…㎡'])(
    'has every character of %s in both families',
    (text) => {
      expect(printable(text, serif)).toBe(text);
      expect(printable(text, sans)).toBe(text);
    },
  );

  it('names a character it has no glyph for, so that nothing is dropped silently', () => {
    expect(printable('𠮷田', serif)).toBe('〔U+20BB7〕田');
    expect(printable('好😀', serif)).toBe('好〔U+1F600〕');
  });

  it('keeps line breaks, turns tabs into spaces, and leaves out what is invisible', () => {
    expect(printable('甲\n乙\t丙\u0000\u200b\ufe0f丁', serif)).toBe('甲\n乙 丙丁');
  });

  it('walks values and leaves member names, numbers and flags alone', () => {
    expect(printableValue({ a: ['𠮷', 1, null, true], '😀': { b: '王' } }, serif)).toEqual({
      a: ['〔U+20BB7〕', 1, null, true],
      '😀': { b: '王' },
    });
  });
});
