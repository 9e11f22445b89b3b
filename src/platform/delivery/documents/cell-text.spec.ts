import { cellText, isMangledNumber } from './cell-text';

describe('cellText', () => {
  it.each([
    [null, ''],
    ['  王㛃 ', '王㛃'],
    ["'+86 138", '+86 138'],
    [13800005678, '13800005678'],
    [0.1 + 0.2, '0.3'],
    [1e21, '1000000000000000000000'],
    [true, '是'],
    [new Date(Date.UTC(2026, 2, 5)), '2026-03-05'],
    [new Date(Date.UTC(2026, 2, 5, 8, 59, 59, 997)), '2026-03-05 09:00'],
    [new Date(Date.UTC(1899, 11, 30, 9, 30)), '09:30'],
    [{ richText: [{ text: '王' }, { text: '㛃' }] }, '王㛃'],
    [{ text: 'a@b.cn', hyperlink: 'mailto:a@b.cn' }, 'a@b.cn'],
    [{ formula: 'A1', result: 5 }, '5'],
    [{ error: '#N/A' as const }, ''],
  ])('reads %j as %j', (value, text) => expect(cellText(value)).toBe(text));
});

describe('isMangledNumber', () => {
  it.each([
    [110101199003070000, true],
    [999999999999999, false],
    [1000000000000000, true],
    [13800005678, false],
    ['1.10101E+17', true],
    ['110101199003070018', false],
    ['1E+3', false],
    [null, false],
  ])('%j: %s', (value, expected) => expect(isMangledNumber(value)).toBe(expected));
});
