import type { Page } from 'playwright-core';
import { v7 } from 'uuid';
import { systemActor } from '../../src/platform/foundation/actor/actor';
import { RunRollCall } from '../../src/service/attendance';
import { ListPunchClaims } from '../../src/service/late-entries/application/list-punch-claims';
import { PeopleBuilder } from '../builders/people.builder';
import { at, type HeldShift } from '../builders/service.builder';
import { type Account, inBrowser, loseNextAnswer, WebStage } from '../support/browser';

/** What a resident does on the phone, from the day before to the receipt. */
inBrowser('a resident with a phone', () => {
  let stage: WebStage;
  let shift: HeldShift;
  let resident: Account & { readonly id: string };

  beforeAll(async () => {
    stage = await WebStage.set({ role: 'api' });
    shift = await stage.street.shift('09:00', '11:00', { title: '周六巡河' });
    resident = await stage.resident();
  });

  afterAll(() => stage.close());

  /** Opens the page of the day at a time of it. */
  async function home(time: string): Promise<Page> {
    stage.itIs(time);
    const page = await stage.device('phone', resident);
    await stage.open(page, '/m');
    return page;
  }

  it('finds the shift in the week and signs up: three taps', async () => {
    const page = await home('2026-11-27 18:00');
    await page.waitForSelector('h1:has-text("今天没有服务")');
    await page.click('nav[aria-label="主菜单"] >> text=活动');
    await page.click('button.day:has-text("28")');
    await page.click('text=报名 >> visible=true');
    await page.waitForSelector('h1:has-text("周六巡河")');
    await page.click('button:has-text("报名做队员")');
    await page.waitForSelector('text=已报名');
    expect(await stage.street.count('service_record', resident.id)).toBe(0);
  });

  it('checks in with the six digits on the screen; the receipt says until when', async () => {
    const page = await home('09:00');
    await page.waitForSelector('h1:has-text("今天上午有一场服务")');
    await page.click('a:has-text("签到")');
    const digits = await stage.street.codeAt(shift.shiftId, 'IN', '09:00');
    await page.fill('label:has-text("六位数字") ~ input', digits);
    await page.click('button:has-text("签到")');
    await page.waitForSelector('h1:has-text("签到好了")');
    expect(await page.innerText('main')).toContain('可以收起手机了');
    expect(await stage.street.count('punch', resident.id)).toBe(1);
  });

  /** Types the digits of a time and presses the button of the page. */
  async function punch(page: Page, held: HeldShift, direction: 'IN' | 'OUT', time: string): Promise<void> {
    const verb = direction === 'IN' ? '签到' : '签退';
    await page.waitForSelector(`h1:has-text("${verb}")`);
    await page.fill('label:has-text("六位数字") ~ input', await stage.street.codeAt(held.shiftId, direction, time));
    await page.click(`button:has-text("${verb}")`);
  }

  /** Somebody who has signed up for a shift of their own, on their phone, with the page of the day open. */
  async function atShift(from: string, until: string, title: string, opensAt = from) {
    const who = await stage.resident();
    const held = await stage.street.shift(from, until, { title });
    await stage.street.signUp(held, who.id);
    stage.itIs(opensAt);
    const page = await stage.device('phone', who);
    await stage.open(page, '/m');
    await page.waitForSelector('a:has-text("签到")');
    return { who, held, page };
  }

  /** The clocks of the service and of the phone go on. */
  async function pass(page: Page, time: string): Promise<void> {
    stage.itIs(time);
    await page.context().clock.setFixedTime(new Date(at(time)));
  }

  /** The network is back at a time. Nothing is on its way while the clocks go on: it would say the time of before. */
  async function isBack(page: Page, time: string): Promise<void> {
    await page.context().setOffline(true);
    await pass(page, time);
    stage.proxy.isCut = false;
    await page.context().setOffline(false);
  }

  afterEach(() => {
    stage.proxy.isCut = false;
  });

  it('a lost answer: the punch is kept, goes again by itself, and counts once', async () => {
    const page = await home('11:00');
    await page.waitForSelector('h1:has-text("09:00 已签到")');
    await page.click('a:has-text("签退")');
    const batches = '**/api/v1/me/punch-batches';
    await page.route(batches, (route) => route.abort());
    await loseNextAnswer(page, '**/api/v1/me/punches');
    await punch(page, shift, 'OUT', '11:00');
    await page.waitForSelector('h1:has-text("已存在这部手机里")');
    expect(await page.innerText('main')).toContain('11:00 的签退已存在这部手机里，连上网会自己补传');
    // Some seconds later by the phone: a repetition says what the first try said.
    await page.clock.setFixedTime(new Date(at('11:01')));
    await page.unroute(batches);
    await page.waitForSelector('h1:has-text("签退好了")');
    expect(await stage.street.count('punch', resident.id)).toBe(2);
    await page.click('text=回到今天');
    await page.waitForSelector('h1:has-text("今天的服务做完了")');
  });

  it('no network, and the leader has called the roll since: it is said that one is checked in already', async () => {
    const { who, held, page } = await atShift('12:00', '13:00', '楼道清理');
    await page.click('a:has-text("签到")');
    stage.proxy.isCut = true;
    await punch(page, held, 'IN', '12:00');
    await page.waitForSelector('h1:has-text("已存在这部手机里")');
    const called = { punchId: v7(), volunteerId: who.id, direction: 'IN' } as const;
    await stage.booted.get(RunRollCall).execute(systemActor('test'), held.shiftId, [called]);
    await page.click('button:has-text("现在再传一次")');
    stage.proxy.isCut = false;
    await page.waitForSelector('h1:has-text("已经签到")');
    expect(await stage.street.count('punch', who.id)).toBe(1);
  });

  it('no network, and the page ends: the day is still there, says what waits, and sends it when the network is back', async () => {
    const { who, held, page } = await atShift('12:00', '13:00', '河道清理');
    await page.click('a:has-text("签到")');
    stage.proxy.isCut = true;
    await punch(page, held, 'IN', '12:00');
    await page.waitForSelector('h1:has-text("已存在这部手机里")');
    await stage.open(page, '/m');
    await page.waitForSelector('h1:has-text("12:00 签到待补传")');
    await page.waitForSelector('text=12:00 的签到已存在这部手机里');
    expect(await stage.street.count('punch', who.id)).toBe(0);
    await isBack(page, '12:04');
    await page.waitForSelector('h1:has-text("12:00 已签到")');
    await page.waitForSelector('text=签到好了');
    expect(await stage.street.count('punch', who.id)).toBe(1);
  });

  it('a whole shift without network, and the next morning: both wait for somebody outside the team, as one question', async () => {
    const { who, held, page } = await atShift('14:00', '15:00', '地下室清理');
    stage.proxy.isCut = true;
    await page.click('a:has-text("签到")');
    await punch(page, held, 'IN', '14:00');
    await page.waitForSelector('h1:has-text("已存在这部手机里")');
    await page.click('text=回到今天');
    await page.waitForSelector('h1:has-text("14:00 签到待补传")');
    await pass(page, '15:00');
    await page.click('a:has-text("签退")');
    await punch(page, held, 'OUT', '15:00');
    await page.waitForSelector('text=15:00 的签退已存在这部手机里');
    await stage.street.close(held, '2026-11-29 07:00');
    await isBack(page, '2026-11-29 08:00');
    await page.waitForSelector('h1:has-text("传得太晚，已转为补报")');
    await page.click('text=回到今天');
    await page.waitForSelector('text=14:00 的签到，地下室清理');
    expect(await stage.street.count('punch', who.id)).toBe(0);
    const { tree } = stage.street;
    const worker = PeopleBuilder.actor('COMMUNITY_WORKER', tree.community);
    const { items } = await stage.booted.get(ListPunchClaims).execute(worker, { shiftId: held.shiftId });
    expect(items.map(({ volunteerId, direction, cause }) => [volunteerId, direction, cause])).toEqual([
      [who.id, 'IN', 'LATE_LINES'],
      [who.id, 'OUT', 'LATE_LINES'],
    ]);
    expect(new Set(items.map(({ requestId }) => requestId)).size).toBe(1);
    await page.click('button:has-text("知道了") >> nth=0');
    await page.waitForSelector('button:has-text("知道了") >> nth=1', { state: 'detached' });
    await page.click('button:has-text("知道了")');
    await page.waitForSelector('text=已转为补报', { state: 'detached' });
  });

  it('what waits is of its person: whoever signs in on the same phone meanwhile does not send it, nor is it lost', async () => {
    const { who, held, page } = await atShift('18:00', '19:00', '夜间巡逻');
    const other = await stage.resident();
    await stage.street.signUp(held, other.id);
    stage.itIs('18:00');
    await page.click('a:has-text("签到")');
    stage.proxy.isCut = true;
    await punch(page, held, 'IN', '18:00');
    await page.waitForSelector('h1:has-text("已存在这部手机里")');
    await page.goto('about:blank');
    stage.proxy.isCut = false;
    await page.context().clearCookies();
    await stage.signIn(page, other);
    await stage.open(page, '/m');
    await page.waitForSelector('text=这部手机里还存着别人的 1 次打卡');
    await page.waitForSelector('a:has-text("签到")');
    expect(await stage.street.count('punch', other.id)).toBe(0);
    await page.context().clearCookies();
    await stage.signIn(page, who);
    await stage.open(page, '/m');
    await page.waitForSelector('h1:has-text("18:00 已签到")');
    expect([await stage.street.count('punch', who.id), await stage.street.count('punch', other.id)]).toEqual([1, 0]);
  });

  it('a wrong code says what to do next, at its field', async () => {
    const other = await stage.resident();
    const next = await stage.street.shift('14:00', '16:00', { title: '清理小片荒' });
    await stage.street.signUp(next, other.id);
    stage.itIs('14:00');
    const page = await stage.device('phone', other);
    await stage.open(page, '/m');
    await page.click('a:has-text("签到")');
    await page.fill('label:has-text("六位数字") ~ input', '12');
    await page.click('button:has-text("签到")');
    await page.waitForSelector('text=请输入屏上的六位数字');
    await page.fill('label:has-text("六位数字") ~ input', '000000');
    await page.click('button:has-text("签到")');
    await page.waitForSelector('[role=alert] >> text=请现场负责人点名');
    expect(await stage.street.count('punch', other.id)).toBe(0);
  });

  it('a session that ends while a form is open is renewed in place, and what was typed stays', async () => {
    const other = await stage.resident();
    const next = await stage.street.shift('17:00', '18:00', { title: '文明劝导' });
    await stage.street.signUp(next, other.id);
    stage.itIs('2026-11-27 18:00');
    const page = await stage.device('phone', other);
    await stage.open(page, '/m');
    await page.click('text=看这一场');
    await page.click('button:has-text("去不了了")');
    await page.fill('textarea', '孩子发烧，走不开');
    await page.context().clearCookies();
    await page.click('button:has-text("取消报名")');
    await page.waitForSelector('h1:has-text("请再登录一次")');
    await page.fill('[autocomplete=username]', other.username);
    await page.fill('[autocomplete=current-password]', other.password);
    await page.click('button:has-text("登录")');
    await page.waitForSelector('textarea:visible');
    expect(await page.inputValue('textarea')).toBe('孩子发烧，走不开');
    await page.click('button:has-text("取消报名")');
    await page.waitForSelector('button:has-text("报名做队员")');
  });
});
