/** @jest-environment ./test/support/fixtures/dom-environment.cjs */
import { Secret, TOTP } from 'otpauth';
import { Sms } from '../../src/people/phone-sign-in';
import { ShowCode } from '../../src/service/attendance';
import { UnitOfWork } from '../../src/platform/data/database/unit-of-work';
import { systemActor } from '../../src/platform/foundation/actor/actor';
import { Sessions } from '../../src/platform/security/identity/sessions';
import { at } from '../builders/service.builder';
import { ApiClient } from '../support/api-client';
import { eventually } from '../support/eventually';
import { ScanStage } from '../support/scan-stage';

const MINUTE_MS = 60_000;

const messages: { readonly phone: string; readonly text: string }[] = [];
let stage: ScanStage;

beforeAll(async () => {
  stage = await ScanStage.set({ hasTextMessages: true });
  jest.spyOn(stage.booted.get<Sms>(Sms as never), 'send').mockImplementation((phone, text) => {
    messages.push({ phone, text });
    return Promise.resolve();
  });
});
afterAll(() => stage.close());
beforeEach(() => {
  messages.length = 0;
  return stage.begin();
});
afterEach(() => expect(stage.end()).toEqual([]));

/** What the page has sent to punch. */
const sent = () => stage.sentPunches().map(({ body }) => body);

async function endSessions(): Promise<void> {
  await stage.booted.get(UnitOfWork).run(async (tx) => {
    const [row] = await tx.query<{ id: string }>('select id from user_account where volunteer_id = $1', [
      stage.person.id,
    ]);
    await stage.booted.get(Sessions).revoke(tx, row!.id, { reason: 'ENDED_BY_OWNER', trace: null });
  });
}

/** What the service has of the person's sign-ins that have not ended. */
async function liveSessions(): Promise<number> {
  const [row] = await stage.booted.get(UnitOfWork).read<{ count: number }>(
    `select count(*)::int as count from user_session s join user_account a on a.id = s.user_id
       where a.volunteer_id = $1 and s.revoked_at is null`,
    [stage.person.id],
  );
  return row?.count ?? 0;
}

describe('the scan page of somebody who is not signed in', () => {
  it('asks for the sign-in, punches by itself and shows the receipt', async () => {
    const page = await stage.scan();
    stage.signIn(page);
    await page.shows('receipt');
    const asked = stage.proxy.sent.map(({ method, path }) => `${method} ${path.replace('/api/v1', '')}`);
    expect(asked).toEqual([
      expect.stringMatching(/^GET \/p\//),
      'POST /auth/sign-in',
      'GET /auth/me',
      'POST /me/scans',
    ]);
    expect(sent()).toEqual([
      {
        ticket: page.attribute('page', 'data-ticket'),
        deviceSentAt: new Date(at('09:00')).toISOString(),
        deviceId: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      },
    ]);
    expect(page.title).toBe('签到成功');
    expect(page.text('message')).toContain('巡河');
    expect(page.isShown('error')).toBe(false);
    expect(await stage.punches()).toBe(1);
  });

  it('checks in and, at a later scan, out with one tap: the phone is known by now', async () => {
    await stage.checkedIn();
    stage.itIs('11:00');
    const page = await stage.scan('OUT');
    await page.shows('confirm');
    expect(page.text('punch')).toBe('签退');
    expect(sent()).toHaveLength(1);
    page.tap('punch');
    await page.shows('receipt');
    expect(page.title).toBe('签退成功');
    const [first, second] = sent();
    expect(second).toMatchObject({ deviceId: first?.['deviceId'], deviceSentAt: new Date(at('11:00')).toISOString() });
    expect(await stage.punches()).toBe(2);
  });

  it('says why the sign-in failed, keeps what was typed, and lets the password be looked at', async () => {
    const page = await stage.scan();
    stage.signIn(page, { password: 'wrong-horse-10' });
    await page.shows('error');
    expect(page.text('error')).toBe('用户名、志愿者编号或密码不对，请核对后再试。');
    expect(page.value('username')).toBe(stage.person.username);
    page.tap('show-password');
    expect(page.attribute('password', 'type')).toBe('text');
    page.type('password', ScanStage.password);
    page.tap('sign-in-button');
    await page.shows('receipt');
  });

  it('asks for the changing code where the account has one', async () => {
    const own = await new ApiClient(stage.booted.url).signIn(stage.person.username, ScanStage.password);
    const { secret } = await own.post<{ secret: string }>('/me/totp', { password: ScanStage.password });
    const code = () => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: stage.now.getTime() });
    await own.post('/me/totp/confirmation', { code: code() });
    const page = await stage.scan();
    stage.signIn(page);
    await page.shows('totp');
    expect(page.text('error')).toBe('请再输入验证器应用里的六位动态码(或一个恢复码)。');
    stage.goOn(page, MINUTE_MS);
    page.type('totp', ` ${code()} `);
    page.tap('sign-in-button');
    await page.shows('receipt');
  });

  it('sends nothing while a field is empty', async () => {
    const page = await stage.scan();
    page.tap('to-password');
    page.type('username', stage.person.username);
    page.tap('sign-in-button');
    page.tap('to-phone');
    page.tap('by-phone-button');
    expect(stage.proxy.sent).toHaveLength(1);
  });

  it('is not signed in any longer on a phone that is not theirs, nor on the service', async () => {
    const page = await stage.scan();
    page.tap('to-password');
    page.tap('stay');
    page.tap('to-phone');
    stage.signIn(page);
    await page.shows('receipt');
    expect(page.isShown('onward')).toBe(false);
    expect(page.cookies).toBe('');
    await eventually('the session has ended', async () => (await liveSessions()) === 0);
    expect((await stage.scan()).isShown('by-phone')).toBe(true);
  });

  it('leaves the owner of the phone signed in where somebody else uses it for one punch', async () => {
    const guest = await stage.resident();
    await stage.street.signUp(stage.shift, guest.id);
    stage.itIs('09:00');
    await (await stage.checkedIn()).shows('onward');
    const page = await stage.scan();
    await page.shows('other');
    page.tap('other');
    stage.signIn(page, guest);
    await eventually('the guest is answered', () => page.title === '签到成功');
    expect(await stage.street.count('punch', guest.id)).toBe(1);
    await eventually('the guest is gone', () => stage.proxy.sentTo('/api/v1/auth/sign-out').length === 1);
    await (await stage.scan()).shows('confirm');
    expect(await liveSessions()).toBe(1);
  });

  it('works in a browser that keeps nothing: without a mark of the phone, and with a sign-in at every scan', async () => {
    await stage.begin({}, { keeps: false });
    await stage.checkedIn();
    expect(sent()).toEqual([expect.not.objectContaining({ deviceId: expect.anything() as string })]);
    expect((await stage.scan()).isShown('by-phone')).toBe(true);
  });

  it('takes minutes without the clock of the phone being thought wrong', async () => {
    const page = await stage.scan();
    stage.goOn(page, 4 * MINUTE_MS);
    stage.signIn(page);
    await page.shows('receipt');
    expect(sent()).toMatchObject([{ deviceSentAt: new Date(at('09:04')).toISOString() }]);
    expect(await stage.evidence()).not.toHaveProperty('isClockOff');
  });
});

describe('the sign-in by text message on the scan page', () => {
  it('sends a code, and punches with it', async () => {
    const page = await stage.scan();
    page.type('phone', ` ${stage.person.phone} `);
    page.tap('send-code');
    await page.shows('sent');
    expect(page.text('sent')).toBe('验证码已发送，请看短信；一分钟后还没收到，可以再取一次。');
    await eventually('the message is handed over', () => messages.length > 0);
    expect(messages).toMatchObject([{ phone: stage.person.phone }]);
    page.type('code', /\d{6}/.exec(messages[0]?.text ?? '')?.[0] ?? '');
    page.tap('by-phone-button');
    await page.shows('receipt');
    expect(await stage.punches()).toBe(1);
    expect(page.cookies).toContain('csrf-token=');
  });

  it('offers another code after a minute, not before', async () => {
    const page = await stage.scan();
    page.type('phone', stage.person.phone);
    page.tap('send-code');
    await page.shows('sent');
    page.passes(MINUTE_MS - 1);
    expect([page.canTap('send-code'), page.text('send-code')]).toEqual([false, '已发送']);
    page.passes(1);
    expect([page.canTap('send-code'), page.text('send-code')]).toEqual([true, '获取短信验证码']);
  });

  it.each([
    ['', '请先输入手机号。'],
    ['12345', '手机号须为 11 位数字，请核对后再试。'],
  ])('says what is wrong with the number "%s"', async (typed, sentence) => {
    const page = await stage.scan();
    page.type('phone', typed);
    page.tap('send-code');
    await page.shows('error');
    expect(page.text('error')).toBe(sentence);
    expect(page.canTap('send-code')).toBe(true);
    expect(page.isShown('sent')).toBe(false);
  });

  it('says that a code is wrong, and that the network is away', async () => {
    const page = await stage.scan();
    page.type('phone', stage.person.phone);
    page.type('code', '000000');
    page.tap('by-phone-button');
    await page.shows('error');
    expect(page.text('error')).toContain('验证码不对或已过期');
    stage.proxy.isCut = true;
    page.tap('send-code');
    await eventually('it is said', () => page.text('error').startsWith('网络不通，还没有签到。'));
    stage.proxy.isCut = false;
    expect(await stage.punches()).toBe(0);
  });
});

describe('what the scan page says instead of a receipt', () => {
  it('is the refusal, and whose account it was about', async () => {
    const stranger = await stage.street.people.volunteer(stage.street.tree.unit.id, {
      account: { username: 'stranger', password: ScanStage.password },
    });
    stage.itIs('09:00');
    const page = await stage.scan();
    stage.signIn(page, { username: 'stranger' });
    await page.shows('error');
    expect(page.title).toBe('没有签到');
    expect(page.text('error')).toBe('没有找到本场的有效报名,本次打卡没有记录;请先报名,或请活动负责人点名登记。');
    expect(await stage.street.count('punch', stranger.id)).toBe(0);
    page.tap('other');
    stage.signIn(page);
    await page.shows('receipt');
    expect(page.title).toBe('签到成功');
    expect(page.isShown('error')).toBe(false);
    expect(await stage.punches()).toBe(1);
  });

  it('is that the scan was too long ago', async () => {
    const page = await stage.scan();
    stage.goOn(page, 5 * MINUTE_MS);
    stage.signIn(page);
    await page.shows('error');
    expect(page.text('error')).toBe('扫码后等待太久,本次打卡没有记录;请重新扫描现场屏幕上最新的二维码。');
    expect(await stage.punches()).toBe(0);
  });

  it('is the sign-in again where the session was ended, and the scan still counts', async () => {
    await stage.checkedIn();
    stage.itIs('11:00');
    const page = await stage.scan('OUT');
    await page.shows('confirm');
    await endSessions();
    page.tap('punch');
    await page.shows('by-phone');
    expect(page.text('error')).toMatch(/登录/);
    stage.signIn(page);
    await page.shows('receipt');
    expect(sent().map((body) => body?.['ticket'])).toEqual([
      expect.anything(),
      ...Array<unknown>(2).fill(page.attribute('page', 'data-ticket')),
    ]);
    expect(await stage.punches()).toBe(2);
  });

  it('is why a phone that was known has to sign in again', async () => {
    await stage.checkedIn();
    await endSessions();
    const page = await stage.scan('OUT');
    await page.shows('by-phone');
    expect(page.text('error')).toBe('上次的登录已失效，请再登录一次。');
    stage.signIn(page);
    await eventually('the service is asked', () => sent().length === 2);
  });

  it('is not asked for again where the answer was lost that renews it', async () => {
    await stage.checkedIn();
    stage.itIs('11:00');
    stage.phone.outlivesAccess(stage.proxy.url);
    const lose = () => stage.proxy.loseNextAnswer('/api/v1/auth/refresh');
    lose();
    const page = await stage.scan('OUT');
    await page.shows('confirm');
    expect(page.kept()).toHaveProperty(['volunteer-ledger.renewal']);
    lose();
    page.tap('punch');
    await page.shows('again');
    page.tap('again');
    await page.shows('receipt');
    expect(page.kept()['volunteer-ledger.renewal']).toBeUndefined();
    expect(await stage.punches()).toBe(2);
  });

  it('comes in one answer of at most 20 KB, and asks for nothing that it does not send to the service', async () => {
    const { link } = await stage.booted.get(ShowCode).execute(systemActor('test'), stage.shift.shiftId, 'IN');
    const html = await (await fetch(stage.booted.url + new URL(link).pathname)).text();
    const longest = Buffer.byteLength('巡'.repeat(80 - '巡河'.length));
    expect(Buffer.byteLength(html) + longest).toBeLessThanOrEqual(20_480);
    expect(html).not.toMatch(/\b(?:src|href)="(?!data:|\/m")/);
  });

  it('is a page of its own where the code is not the one on the screen', async () => {
    const page = await stage.phone.open(`${stage.proxy.url}/p/${stage.shift.shiftId}/IN/AAAAAAAAAAAAAAAAAAAAAA`);
    expect(page.title).toBe('没有打卡 - 志愿服务');
  });
});
