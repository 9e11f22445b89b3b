/** @jest-environment ./test/support/fixtures/dom-environment.cjs */
import { type PunchDirection, ShowCode } from '../../src/modules/attendance';
import { SetGeofence } from '../../src/modules/attendance/application/set-geofence';
import { Sms } from '../../src/modules/phone-sign-in';
import { GrantConsent, WithdrawConsent } from '../../src/modules/volunteers';
import { UnitOfWork } from '../../src/platform/database/unit-of-work';
import { systemActor } from '../../src/platform/identity/actor';
import { Sessions } from '../../src/platform/identity/sessions';
import { at, type HeldShift, ServiceBuilder } from '../builders/service.builder';
import { bootApp, type BootedApp } from '../support/boot-app';
import { eventually } from '../support/eventually';
import { LossyProxy } from '../support/lossy-proxy';
import { type OpenPage, Phone, type Place } from '../support/phone';

const SCANS = '/api/v1/me/scans';
const REFRESH = 'volunteer-ledger.refresh';
const DEVICE = 'volunteer-ledger.phone';
const PASSWORD = 'correct-horse-9';
const HERE: Place = { longitude: 116.391_240_449, latitude: 39.908_260_551, accuracy: 14.6 };
const FENCED = { longitude: 116.391_24, latitude: 39.907_36, coordinateSystem: 'WGS84' } as const;
const MINUTE_MS = 60_000;

let booted: BootedApp;
let proxy: LossyProxy;
let street: ServiceBuilder;
let shift: HeldShift;
let person: { readonly id: string; readonly username: string; readonly phone: string };
let phone: Phone;
let now: Date;
let count = 0;
const messages: { readonly phone: string; readonly text: string }[] = [];

beforeAll(async () => {
  const sms = { SMS_URL: 'http://127.0.0.1:9/', SMS_SECRET: 'a-secret-that-both-sides-of-the-gateway-know' };
  booted = await bootApp({ role: 'api', env: { RATE_LIMITS: 'off', NODE_ENV: 'test', ...sms } });
  jest.spyOn(booted.get<Sms>(Sms as never), 'send').mockImplementation((to, text) => {
    messages.push({ phone: to, text });
    return Promise.resolve();
  });
  proxy = await LossyProxy.to(booted.url);
  street = await ServiceBuilder.on(booted);
});
afterAll(async () => {
  await proxy.close();
  await booted.close();
});
beforeEach(async () => {
  shift = await street.shift('09:00', '11:00');
  person = await resident();
  phone = new Phone();
  itIs('09:00');
  proxy.isCut = false;
  proxy.sent.length = messages.length = 0;
});
afterEach(() => {
  phone.close();
  expect(phone.failures).toEqual([]);
});

/** Signed up for the shift, with an account. */
async function resident() {
  count += 1;
  const given = { phone: `1370000${String(count).padStart(4, '0')}`, username: `resident${String(count)}` };
  const account = { username: given.username, password: PASSWORD };
  const { id } = await street.people.volunteer(street.tree.unit.id, { phone: given.phone, account });
  await street.signUp(shift, id);
  return { id, ...given };
}

/** Scans the code that is on the screen at this time. */
async function scan(direction: PunchDirection = 'IN', on = phone): Promise<OpenPage> {
  const { link } = await booted.get(ShowCode).execute(systemActor('test'), shift.shiftId, direction);
  return on.open(proxy.url + new URL(link).pathname);
}

function signIn(page: OpenPage, { username } = person, password = PASSWORD): void {
  page.tap('to-password');
  page.type('username', username);
  page.type('password', password);
  page.tap('sign-in-button');
}

/** Scans, signs in and is checked in. */
async function checkedIn(): Promise<OpenPage> {
  const page = await scan();
  signIn(page);
  await page.shows('receipt');
  return page;
}

async function endSessions(): Promise<void> {
  await booted.get(UnitOfWork).run(async (tx) => {
    const [row] = await tx.query<{ id: string }>('select id from user_account where volunteer_id = $1', [person.id]);
    await booted.get(Sessions).revoke(tx, row!.id, { reason: 'ENDED_BY_OWNER' });
  });
}

const punches = () => street.count('punch', person.id);
const asked = () => proxy.sent.map(({ method, path }) => `${method} ${path.replace('/api/v1', '')}`);
const bodies = () => proxy.sentTo(SCANS).map(({ body }) => body);

async function evidence(): Promise<Record<string, unknown>> {
  const [row] = await booted
    .get(UnitOfWork)
    .read<{ evidence: Record<string, unknown> }>('select evidence from punch where volunteer_id = $1', [person.id]);
  return row!.evidence;
}

/** Sets both clocks: the service's, and that of the phone for the pages it opens from now on. */
function itIs(time: string): void {
  now = phone.now = new Date(at(time));
  booted.setNow(now);
}

/** Both clocks go on, while the page is open. */
function goOn(page: OpenPage, ms: number): void {
  now = new Date(now.getTime() + ms);
  booted.setNow(now);
  page.passes(ms);
}

describe('the scan page of somebody who is not signed in', () => {
  it('asks for the sign-in, punches by itself and shows the receipt', async () => {
    const page = await scan();
    signIn(page);
    await page.shows('receipt');
    expect(asked()).toEqual([
      expect.stringMatching(/^GET \/p\//),
      'POST /auth/sign-in',
      'GET /auth/me',
      'POST /me/scans',
    ]);
    expect(bodies()).toEqual([
      {
        ticket: page.attribute('page', 'data-ticket'),
        deviceSentAt: new Date(at('09:00')).toISOString(),
        deviceId: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      },
    ]);
    expect(page.title).toBe('签到成功');
    expect(page.text('message')).toContain('巡河');
    expect(page.isShown('error')).toBe(false);
    expect(await punches()).toBe(1);
  });

  it('checks in and, at a later scan, out with one tap: the phone is known by now', async () => {
    await checkedIn();
    itIs('11:00');
    const page = await scan('OUT');
    await page.shows('confirm');
    expect(page.text('punch')).toBe('签退');
    expect(bodies()).toHaveLength(1);
    page.tap('punch');
    await page.shows('receipt');
    expect(page.title).toBe('签退成功');
    const [first, second] = bodies();
    expect(second).toMatchObject({ deviceId: first?.['deviceId'], deviceSentAt: new Date(at('11:00')).toISOString() });
    expect(await punches()).toBe(2);
  });

  it('says why the sign-in failed, keeps what was typed, and lets the password be looked at', async () => {
    const page = await scan();
    signIn(page, person, 'wrong-horse-10');
    await page.shows('error');
    expect(page.text('error')).toBe('用户名或密码不对,请核对后再试。');
    expect(page.value('username')).toBe(person.username);
    page.tap('show-password');
    expect(page.attribute('password', 'type')).toBe('text');
    page.type('password', PASSWORD);
    page.tap('sign-in-button');
    await page.shows('receipt');
  });

  it('sends nothing while a field is empty', async () => {
    const page = await scan();
    page.tap('to-password');
    page.type('username', person.username);
    page.tap('sign-in-button');
    page.tap('to-phone');
    page.tap('by-phone-button');
    expect(proxy.sent).toHaveLength(1);
  });

  it('keeps the sign-in on a phone of their own only', async () => {
    const page = await scan();
    page.tap('to-password');
    page.tap('stay');
    page.tap('to-phone');
    signIn(page);
    await page.shows('receipt');
    expect(page.kept()).not.toHaveProperty([REFRESH]);
    expect((await scan()).isShown('by-phone')).toBe(true);
  });

  it('works in a browser that keeps nothing: without a mark of the phone, and with a sign-in at every scan', async () => {
    phone = new Phone({ keeps: false });
    itIs('09:00');
    await checkedIn();
    expect(bodies()).toEqual([expect.not.objectContaining({ deviceId: expect.anything() as string })]);
    expect((await scan()).isShown('by-phone')).toBe(true);
  });

  it('takes minutes without the clock of the phone being thought wrong', async () => {
    const page = await scan();
    goOn(page, 4 * MINUTE_MS);
    signIn(page);
    await page.shows('receipt');
    expect(bodies()).toMatchObject([{ deviceSentAt: new Date(at('09:04')).toISOString() }]);
    expect(await evidence()).not.toHaveProperty('isClockOff');
  });
});

describe('the sign-in by text message on the scan page', () => {
  it('sends a code, and punches with it', async () => {
    const page = await scan();
    page.type('phone', ` ${person.phone} `);
    page.tap('send-code');
    await page.shows('sent');
    expect(page.text('sent')).toBe('验证码已发送,请看短信;一分钟后还没收到,可以再取一次。');
    await eventually('the message is handed over', () => messages.length > 0);
    expect(messages).toMatchObject([{ phone: person.phone }]);
    page.type('code', /\d{6}/.exec(messages[0]?.text ?? '')?.[0] ?? '');
    page.tap('by-phone-button');
    await page.shows('receipt');
    expect(await punches()).toBe(1);
    expect(page.kept()).toHaveProperty([REFRESH]);
  });

  it('offers another code after a minute, not before', async () => {
    const page = await scan();
    page.type('phone', person.phone);
    page.tap('send-code');
    await page.shows('sent');
    page.passes(MINUTE_MS - 1);
    expect([page.canTap('send-code'), page.text('send-code')]).toEqual([false, '已发送']);
    page.passes(1);
    expect([page.canTap('send-code'), page.text('send-code')]).toEqual([true, '获取短信验证码']);
  });

  it.each([
    ['', '请先输入手机号。'],
    ['12345', '手机号须为 11 位数字,请核对后再试。'],
  ])('says what is wrong with the number "%s"', async (typed, sentence) => {
    const page = await scan();
    page.type('phone', typed);
    page.tap('send-code');
    await page.shows('error');
    expect(page.text('error')).toBe(sentence);
    expect(page.canTap('send-code')).toBe(true);
    expect(page.isShown('sent')).toBe(false);
  });

  it('says that a code is wrong, and that the network is away', async () => {
    const page = await scan();
    page.type('phone', person.phone);
    page.type('code', '000000');
    page.tap('by-phone-button');
    await page.shows('error');
    expect(page.text('error')).toContain('验证码不对或已过期');
    proxy.isCut = true;
    page.tap('send-code');
    await eventually('it is said', () => page.text('error').startsWith('网络不通,还没有签到。'));
    proxy.isCut = false;
    expect(await punches()).toBe(0);
  });
});

describe('a punch whose answer is lost', () => {
  it('is sent again under the same ticket: one punch, and its receipt', async () => {
    const page = await scan();
    proxy.loseNextAnswer(SCANS);
    signIn(page);
    await page.shows('again');
    expect(page.text('error')).toBe('网络不通,还不能确认是否已签到。请看一下手机信号,再点一次;重复点不会重复记录。');
    expect(await punches()).toBe(1);
    goOn(page, 30_000);
    page.tap('again');
    await page.shows('receipt');
    const [first, second] = bodies();
    expect(second).toEqual({ ...first, deviceSentAt: now.toISOString() });
    expect(proxy.sentTo(SCANS).map(({ status }) => status)).toEqual([201, 201]);
    expect(page.text('message')).toContain('09:00');
    expect(await punches()).toBe(1);
  });

  it('is waited for twenty seconds', async () => {
    const page = await scan();
    proxy.loseNextAnswer(SCANS, 'SILENT');
    signIn(page);
    await eventually('the service has the punch', async () => (await punches()) === 1);
    goOn(page, 19_999);
    expect([page.text('punch'), page.canTap('punch')]).toEqual(['正在签到……', false]);
    goOn(page, 1);
    await page.shows('again');
    page.tap('again');
    await page.shows('receipt');
    expect(await punches()).toBe(1);
  });

  it('is found again by scanning once more, after the page was closed', async () => {
    proxy.loseNextAnswer(SCANS);
    const page = await scan();
    signIn(page);
    await page.shows('again');
    const reopened = await scan();
    await reopened.shows('confirm');
    reopened.tap('punch');
    await reopened.shows('receipt');
    const [first, second] = bodies();
    expect(second?.['deviceId']).toBe(first?.['deviceId']);
    expect(await punches()).toBe(1);
  });

  it('is answered with the first receipt where the code has changed by then', async () => {
    proxy.loseNextAnswer(SCANS);
    const page = await scan();
    signIn(page);
    await page.shows('again');
    itIs('09:01');
    const reopened = await scan();
    await reopened.shows('confirm');
    reopened.tap('punch');
    await reopened.shows('receipt');
    expect(reopened.title).toBe('已经签到');
    expect(reopened.text('message')).toContain('先前的签到有效');
    expect(await punches()).toBe(1);
  });
});

describe('the scan page without a network', () => {
  it('keeps the sign-in and the punch, and goes on where it was', async () => {
    await checkedIn();
    const page = await scan('OUT');
    await page.shows('confirm');
    const { [REFRESH]: kept } = page.kept();
    proxy.isCut = true;
    page.tap('punch');
    await page.shows('again');
    page.tap('again');
    await page.shows('again');
    expect(page.text('error')).toContain('网络不通,还不能确认是否已签退');
    expect(page.kept()[REFRESH]).toBe(kept);
    proxy.isCut = false;
    page.tap('again');
    await page.shows('receipt');
    expect(await punches()).toBe(2);
  });

  it('does not take a phone that is known for a stranger', async () => {
    const { [REFRESH]: kept, [DEVICE]: device } = (await checkedIn()).kept();
    proxy.isCut = true;
    const page = await scan();
    await page.shows('again');
    expect(page.kept()).toMatchObject({ [REFRESH]: kept, [DEVICE]: device });
    proxy.isCut = false;
    page.tap('again');
    await page.shows('confirm');
  });

  it('says so at the sign-in', async () => {
    const page = await scan();
    proxy.isCut = true;
    signIn(page);
    await page.shows('error');
    expect(page.text('error')).toContain('网络不通,还没有签到');
    proxy.isCut = false;
    page.tap('sign-in-button');
    await page.shows('receipt');
  });
});

describe('what the scan page says instead of a receipt', () => {
  it('is the refusal, and whose account it was about', async () => {
    const stranger = await street.people.volunteer(street.tree.unit.id, {
      account: { username: 'stranger', password: PASSWORD },
    });
    itIs('09:00');
    const page = await scan();
    signIn(page, { ...person, username: 'stranger' });
    await page.shows('error');
    expect(page.title).toBe('没有签到');
    expect(page.text('error')).toBe('没有找到本场的有效报名,本次打卡没有记录;请先报名,或请活动负责人点名登记。');
    expect(await street.count('punch', stranger.id)).toBe(0);
    page.tap('other');
    signIn(page);
    await page.shows('receipt');
    expect(page.title).toBe('签到成功');
    expect(page.isShown('error')).toBe(false);
    expect(await punches()).toBe(1);
  });

  it('is that the scan was too long ago', async () => {
    const page = await scan();
    goOn(page, 5 * MINUTE_MS);
    signIn(page);
    await page.shows('error');
    expect(page.text('error')).toBe('扫码后等待太久,本次打卡没有记录;请重新扫描现场屏幕上最新的二维码。');
    expect(await punches()).toBe(0);
  });

  it('is the sign-in again where the session was ended, and the scan still counts', async () => {
    await checkedIn();
    itIs('11:00');
    const page = await scan('OUT');
    await page.shows('confirm');
    await endSessions();
    page.tap('punch');
    await page.shows('by-phone');
    expect(page.text('error')).toMatch(/登录/);
    expect(page.kept()).not.toHaveProperty([REFRESH]);
    signIn(page);
    await page.shows('receipt');
    expect(bodies().map((body) => body?.['ticket'])).toEqual([
      expect.anything(),
      ...Array<unknown>(2).fill(page.attribute('page', 'data-ticket')),
    ]);
    expect(await punches()).toBe(2);
  });

  it('is why a phone that was known has to sign in again', async () => {
    await checkedIn();
    await endSessions();
    const page = await scan('OUT');
    await page.shows('by-phone');
    expect(page.text('error')).toBe('上次的登录已失效,请再登录一次。');
    signIn(page);
    await eventually('the service is asked', () => bodies().length === 2);
  });

  it('is the same where the answer was lost that renews the sign-in: a token is good once', async () => {
    await checkedIn();
    proxy.loseNextAnswer('/api/v1/auth/refresh');
    const page = await scan('OUT');
    await page.shows('again');
    page.tap('again');
    await page.shows('by-phone');
    expect(page.text('error')).toBe('上次的登录已失效,请再登录一次。');
  });

  it('is a page of its own where the code is not the one on the screen', async () => {
    const page = await phone.open(`${proxy.url}/p/${shift.shiftId}/IN/AAAAAAAAAAAAAAAAAAAAAA`);
    expect(page.title).toBe('没有打卡 - 志愿服务');
  });
});

describe('the position on the scan page', () => {
  const consent = { purpose: 'LOCATION', textVersion: '2026-1', channel: 'PAPER' } as const;
  const grant = () => booted.get(GrantConsent).execute(street.context(), { volunteerId: person.id, ...consent });

  async function fence(): Promise<void> {
    const [row] = await booted
      .get(UnitOfWork)
      .read<{ id: string }>('select activity_id as id from shift where id = $1', [shift.shiftId]);
    await booted.get(SetGeofence).execute(street.context(), { activityId: row!.id, radiusMeters: 300 });
  }

  beforeEach(async () => {
    shift = await street.shift('09:00', '11:00', FENCED);
    person = await resident();
    phone = new Phone({ place: HERE });
    itIs('09:00');
  });

  it('is sent, rounded, where the activity has a fence and the person has agreed; the page says why', async () => {
    await fence();
    await grant();
    const page = await checkedIn();
    expect(bodies()).toMatchObject([
      { position: { longitude: 116.39124, latitude: 39.908261, accuracyMeters: 15, system: 'WGS84' } },
    ]);
    expect(page.text('why-place')).toContain('手机可能会问是否允许定位');
    expect(await evidence()).toMatchObject({ place: 'INSIDE', distanceMeters: 100 });
  });

  it.each([
    ['without a fence', grant],
    ['without the consent', fence],
    [
      'after the consent was withdrawn',
      async () => {
        await fence();
        await grant();
        const { purpose } = consent;
        await booted.get(WithdrawConsent).execute(street.context(), { volunteerId: person.id, purpose });
      },
    ],
  ])('is not asked for %s', async (_, prepare) => {
    await prepare();
    const page = await checkedIn();
    expect(phone.placeQuestions).toBe(0);
    expect(page.isShown('why-place')).toBe(false);
    expect(bodies()).toEqual([expect.not.objectContaining({ position: expect.anything() as object })]);
  });

  it.each(['REFUSED', 'NONE'] as const)('is not needed: %s', async (place) => {
    await fence();
    await grant();
    phone.place = place;
    await checkedIn();
    expect(bodies()).toEqual([expect.not.objectContaining({ position: expect.anything() as object })]);
    expect(await evidence()).not.toHaveProperty('place');
  });

  it('is waited for six seconds, and then the punch goes without', async () => {
    await fence();
    await grant();
    phone.place = 'SILENT';
    const page = await scan();
    signIn(page);
    await page.shows('why-place');
    expect(page.text('punch')).toBe('正在取位置……');
    goOn(page, 5_999);
    expect(bodies()).toEqual([]);
    goOn(page, 1);
    await page.shows('receipt');
    expect(bodies()).toEqual([expect.not.objectContaining({ position: expect.anything() as object })]);
    expect(await punches()).toBe(1);
  });
});
