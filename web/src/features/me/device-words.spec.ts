import { deviceWords } from './device-words';

describe('deviceWords', () => {
  it.each([
    [
      'Mozilla/5.0 (Linux; Android 12; X) AppleWebKit/537.36 Chrome/99 Mobile Safari/537.36 MicroMessenger/8',
      '安卓手机，微信',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 15_0 like Mac OS X) AppleWebKit/605.1 Version/15 Safari/604',
      '苹果手机，Safari',
    ],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/120 Safari/537.36 Edg/120', 'Windows 电脑，Edge'],
    ['curl/8', '认不出的设备'],
    [null, '认不出的设备'],
  ])('%s', (agent, words) => {
    expect(deviceWords(agent)).toBe(words);
  });
});
