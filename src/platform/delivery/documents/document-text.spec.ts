import { parseLocalDay } from '../../../kernel/local-day';
import { chineseDate, hoursText, tenthsText } from './document-text';

describe('text of amounts and days', () => {
  it.each([
    [0, '0.0'],
    [5, '0.0'],
    [6, '0.1'],
    [119, '1.9'],
    [120, '2.0'],
    [6000, '100.0'],
    [6005, '100.0'],
    [-120, '-2.0'],
    [-5, '0.0'],
  ])('prints %d minutes as %s hours', (minutes, text) => expect(hoursText(minutes)).toBe(text));

  it.each([
    [305, '30.5'],
    [-305, '-30.5'],
    [-5, '-0.5'],
  ])('prints %d tenths as %s', (tenths, text) => expect(tenthsText(tenths)).toBe(text));

  it('writes a day without leading zeros', () => {
    const day = parseLocalDay('2026-03-05');
    expect(day && chineseDate(day)).toBe('2026年3月5日');
  });
});
