import type { Page } from 'playwright-core';
import { ShowCode } from '../../src/service/attendance';
import { systemActor } from '../../src/platform/foundation/actor/actor';
import { UnitOfWork } from '../../src/platform/data/database/unit-of-work';
import { PASSWORD } from '../builders/people.builder';
import { AFTER_PUBLICITY, at, type HeldShift } from '../builders/service.builder';
import { ApiClient } from '../support/api-client';
import { inBrowser, WebStage } from '../support/browser';
import { TextMessages } from '../support/text-messages';

const PHONE = '13900001111';

/** One person, one phone: from wanting to help to a paper that a stranger can check. */
inBrowser('the whole way', () => {
  let stage: WebStage;
  let texts: TextMessages;
  let shift: HeldShift;
  let volunteerId: string;
  let page: Page;
  let code: string;

  beforeAll(async () => {
    texts = await TextMessages.start();
    stage = await WebStage.set({ env: texts.env });
    shift = await stage.street.shift('09:00', '11:00', { title: '周六巡河' });
    stage.itIs('2026-11-27 09:00');
    page = await stage.device('phone');
  });
  afterAll(async () => {
    await stage.close();
    texts.stop();
  });

  async function staff(role: 'STREET_ADMIN' | 'COMMUNITY_WORKER'): Promise<ApiClient> {
    const { people, tree } = stage.street;
    const place = role === 'STREET_ADMIN' ? tree.street : tree.community;
    const { username } = await people.staff(role, place.id);
    return new ApiClient(stage.booted.url).signIn(username, PASSWORD);
  }

  /** Both clocks go on, and the page is opened. */
  async function open(time: string, path: string): Promise<void> {
    stage.itIs(time);
    await page.context().clock.setFixedTime(new Date(at(time)));
    await stage.open(page, path);
  }

  async function scan(direction: 'IN' | 'OUT', time: string): Promise<void> {
    stage.itIs(time);
    const { link } = await stage.booted.get(ShowCode).execute(systemActor('test'), shift.shiftId, direction);
    await open(time, new URL(link).pathname);
    await page.tap('#punch');
  }

  it('registers in six steps, and staff let the registration through', async () => {
    const next = () => page.getByRole('button', { name: '下一步' }).tap();
    await stage.open(page, '/register');
    await page.locator('.rows button').first().tap();
    await next();
    await page.waitForSelector('h1:has-text("姓名和身份证")');
    await page.getByLabel('姓名').fill('王桂兰');
    await page.getByLabel('身份证号码').fill('11010519491231002X');
    await next();
    await page.getByLabel('手机号').fill(PHONE);
    await next();
    await page.waitForSelector('h1:has-text("紧急联系人")');
    await next();
    await page.waitForSelector('text=我同意（必须）');
    await page.getByRole('checkbox').first().check();
    await next();
    await page.waitForSelector('h1:has-text("核对")');
    await page.tap('text=提交登记');
    await page.waitForSelector('h1:has-text("登记已经收到")');
    const [row] = await stage.booted
      .get(UnitOfWork)
      .read<{ id: string; version: number }>(`select id, version from volunteer order by id desc limit 1`);
    volunteerId = row?.id ?? '';
    const review = { body: { decision: 'APPROVE' }, version: row?.version ?? 0 };
    const clerk = await staff('COMMUNITY_WORKER');
    await clerk.ok('POST', `/volunteers/${volunteerId}/reviews`, review);
    await clerk.post(`/volunteers/${volunteerId}/account`, { username: 'wang.guilan', reason: '本人到场申请' });
  });

  it('sets a password by the link of a text message', async () => {
    const hash = /#\S+$/.exec(await texts.latest(PHONE, '设密码'))?.[0] ?? '';
    await open('2026-11-27 17:00', `/invitation${hash}`);
    for (const id of ['#password', '#again']) await page.fill(id, 'river-walk-2026');
    await page.tap('text=保存密码');
    await page.waitForSelector('h1:has-text("设置好了")');
  });

  it('signs in with a code by text message, and signs up', async () => {
    await open('2026-11-27 18:00', '/sign-in?next=%2Fm%2Factivities');
    await page.fill('#phone', PHONE);
    await page.tap('#send-sms');
    await page.waitForSelector('#sms-hint:not([hidden])');
    await page.fill('#sms', await texts.code(PHONE, '登录'));
    await page.tap('#send-phone');
    await page.waitForURL('**/m/activities');
    await page.tap('button.day:has-text("28")');
    await page.tap('text=报名 >> visible=true');
    await page.waitForSelector('h1:has-text("周六巡河")');
    await page.tap('button:has-text("报名做队员")');
    await page.waitForSelector('text=已报名');
  });

  it('scans at the river, in and out, and types nothing', async () => {
    await scan('IN', '08:55');
    await page.waitForSelector('h1:has-text("签到成功")');
    await scan('OUT', '11:05');
    await page.waitForSelector('h1:has-text("签退成功")');
    expect(await stage.street.count('punch', volunteerId)).toBe(2);
    await page.tap('text=看看今天');
    await page.waitForSelector('h1:has-text("今天的服务做完了")');
  });

  it('reads how the hours came about, and finds them counted after the publicity', async () => {
    await stage.street.closeAndCompute(shift);
    await open('2026-11-29 14:00', '/m/records');
    await page.tap('a[href^="/m/records/"]:has-text("巡河")');
    await page.waitForSelector('text=08:55 签到，11:05 签退，您在现场 130 分钟。');
    await stage.street.confirmAll(AFTER_PUBLICITY);
    await open('2026-12-21 09:00', '/m/records');
    await page.waitForSelector('text=/2\\s*小时/');
  });

  it('asks for a certificate, which staff issue', async () => {
    await open('2026-12-21 09:05', '/m/certificates');
    await page.tap('text=开证明');
    await page.tap('text=提交申请');
    await page.waitForSelector('text=等待开具');
    const [row] = await stage.booted.get(UnitOfWork).read<{ id: string }>(`select id from certificate`);
    const issued = await (
      await staff('STREET_ADMIN')
    ).ok<{ verificationCode: string; serviceMinutes: number }>('POST', `/certificates/${row?.id ?? ''}/issue`, {
      body: { personInCharge: '李主任', contact: '0437-0000000' },
    });
    expect(issued.serviceMinutes).toBe(120);
    code = issued.verificationCode;
    await open('2026-12-21 09:10', '/m/certificates');
    await page.waitForSelector('text=下载证明');
  });

  it('a stranger checks it by its code, and sees no name', async () => {
    const stranger = await stage.device('phone');
    await stage.open(stranger, '/verify');
    await stranger.fill('main input', code);
    await stranger.tap('button:has-text("核验")');
    await stranger.waitForSelector('h1:has-text("证明有效")');
    const text = await stranger.innerText('main');
    expect(text).toMatch(/王\*[^]*2\.0 小时/);
    expect(text).not.toContain('桂兰');
  });
});
