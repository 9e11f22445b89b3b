import { phoneSentence, placeWords } from './place-words';

describe('what speaks for a punch, in words', () => {
  it('is where the phone was, no better than it was kept', () => {
    expect(placeWords('INSIDE', 30)).toBe('范围内，离活动地点约 30 米');
    expect(placeWords('OUTSIDE', 420)).toBe('范围外，离活动地点约 420 米');
    expect(placeWords('UNSURE', null)).toBe('范围内外说不准');
    expect(placeWords(null, null)).toBeNull();
  });

  it('is whom else the phone punched for', () => {
    expect(phoneSentence([])).toBeNull();
    expect(phoneSentence([null, null])).toBeNull();
    expect(phoneSentence([0, null])).toBe('打卡的手机在本场只打过本人的卡。');
    expect(phoneSentence([0, 2])).toBe('打卡的手机在本场还给另外 2 人打过卡。');
  });
});
