import { ConfigError, loadConfig } from './config';
import { isSafeTarget } from './safe-target';

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
    expect(loadConfig({}).access).toEqual({
      threeAdmins: null,
      releaseAfterMs: 259_200_000,
      requireTotp: false,
      sessionIdleMs: null,
      sms: null,
      providers: [],
    });
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

describe('SIGN_IN_PROVIDERS', () => {
  const gateway = {
    id: 'gov',
    label: '政务服务网',
    issuer: 'https://id.example.cn',
    clientId: 'ledger',
    clientSecret: 'a-secret-of-the-gateway',
  };
  const load = (given: unknown) => loadConfig({ SIGN_IN_PROVIDERS: JSON.stringify(given) }).access.providers;

  it('are a list, with defaults', () => {
    expect(load([gateway])).toEqual([{ ...gateway, scopes: 'openid', trustsPhone: false, plain: null }]);
    const wechat = { ...gateway, id: 'wechat', scopes: 'openid phone', trustsPhone: true };
    expect(load([gateway, wechat])[1]).toEqual({ ...wechat, plain: null });
  });

  const oauth2 = {
    authorizationEndpoint: 'https://id.example.cn/authorize',
    tokenEndpoint: 'https://id.example.cn/token',
    userinfoEndpoint: 'https://id.example.cn/me',
    subjectField: 'data.openid',
  };

  it('may speak plain OAuth 2, with their addresses told', () => {
    const plain = { ...oauth2, phoneField: null };
    expect(load([{ ...gateway, oauth2 }])).toEqual([{ ...gateway, scopes: '', trustsPhone: false, plain }]);
  });

  it.each([
    ['no JSON', 'gov=https://id.example.cn', 'JSON'],
    ['no list', gateway, 'JSON'],
    ['plain http', [{ ...gateway, issuer: 'http://id.example.cn' }], 'https'],
    ['an address inside the network', [{ ...gateway, issuer: 'http://169.254.169.254' }], 'https'],
    ['no address', [{ ...gateway, issuer: 'id.example.cn' }], '第 1 个'],
    ['an id that fits no address', [{ ...gateway, id: 'a b' }], '第 1 个'],
    ['a field nobody knows', [{ ...gateway, trustPhones: true }], '第 1 个'],
    ['scopes without openid', [{ ...gateway, scopes: 'phone' }], 'openid'],
    ['plain OAuth 2 over plain http', [{ ...gateway, oauth2: { ...oauth2, tokenEndpoint: 'http://a.cn' } }], 'https'],
    [
      'plain OAuth 2 without the name of a person',
      [{ ...gateway, oauth2: { ...oauth2, subjectField: '$.a' } }],
      '字段名',
    ],
    ['one id twice', [gateway, { ...gateway, label: '另一个' }], '重复'],
  ])('refuse %s, without repeating a secret', (_, given, complaint) => {
    const text = typeof given === 'string' ? given : JSON.stringify(given);
    const start = () => loadConfig({ SIGN_IN_PROVIDERS: text });
    expect(start).toThrow(ConfigError);
    expect(start).toThrow(complaint);
    expect(start).not.toThrow(gateway.clientSecret);
  });
});
