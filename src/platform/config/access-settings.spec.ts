import { ConfigError, loadConfig } from './config';
import { isSafeTarget } from './access-settings';

describe('addresses the service sends to', () => {
  it.each([
    ['https://sms.example.cn/send', true],
    ['http://127.0.0.1:8080/send', true],
    ['http://localhost/send', true],
    ['http://sms.example.cn/send', false],
    ['http://169.254.169.254/latest', false],
    ['https://user:password@sms.example.cn/', false],
    ['file:///etc/passwd', false],
    ['ftp://sms.example.cn/', false],
  ])('%s: %s', (url, isSafe) => {
    expect(isSafeTarget(url)).toBe(isSafe);
  });
});

describe('settings of access', () => {
  it('are off unless they are set', () => {
    expect(loadConfig({}).access).toEqual({ threeAdmins: false, requireTotp: false, sessionIdleMs: null, sms: null });
  });

  it.each([
    ['SMS_SECRET', { SMS_URL: 'https://sms.example.cn/send' }],
    ['SMS_URL', { SMS_SECRET: 'x'.repeat(32) }],
    ['https', { SMS_URL: 'http://sms.example.cn/send', SMS_SECRET: 'x'.repeat(32) }],
    ['SESSION_IDLE_MINUTES', { SESSION_IDLE_MINUTES: '-1' }],
  ])('complain about %s', (word, env) => {
    expect(() => loadConfig(env)).toThrow(ConfigError);
    expect(() => loadConfig(env)).toThrow(word);
  });
});
