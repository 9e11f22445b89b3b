import type { Page } from 'playwright-core';
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

  it('a lost answer is called unknown, and a second press does not punch twice', async () => {
    const page = await home('11:00');
    await page.waitForSelector('h1:has-text("09:00 已签到")');
    await page.click('a:has-text("签退")');
    await page.fill('label:has-text("六位数字") ~ input', await stage.street.codeAt(shift.shiftId, 'OUT', '11:00'));
    await loseNextAnswer(page, '**/api/v1/me/punches');
    await page.click('button:has-text("签退")');
    await page.waitForSelector('text=还不能确认是否已经办好');
    // Some seconds later by the phone: a repetition says what the first try said.
    await page.clock.setFixedTime(new Date(at('11:01')));
    await page.click('button:has-text("签退")');
    await page.waitForSelector('h1:has-text("签退好了")');
    expect(await stage.street.count('punch', resident.id)).toBe(2);
    await page.click('text=回到今天');
    await page.waitForSelector('h1:has-text("今天的服务做完了")');
  });

  it('a lost answer, and a new code on the screen since: it is said that one is checked in already', async () => {
    const late = await stage.resident();
    const shiftNow = await stage.street.shift('12:00', '13:00', { title: '楼道清理' });
    await stage.street.signUp(shiftNow, late.id);
    stage.itIs('12:00');
    const page = await stage.device('phone', late);
    await stage.open(page, '/m');
    await page.click('a:has-text("签到")');
    await page.fill('label:has-text("六位数字") ~ input', await stage.street.codeAt(shiftNow.shiftId, 'IN', '12:00'));
    await loseNextAnswer(page, '**/api/v1/me/punches');
    await page.click('button:has-text("签到")');
    await page.waitForSelector('text=还不能确认是否已经办好');
    await page.fill('label:has-text("六位数字") ~ input', await stage.street.codeAt(shiftNow.shiftId, 'IN', '12:02'));
    await page.click('button:has-text("签到")');
    await page.waitForSelector('h1:has-text("已经签到")');
    expect(await stage.street.count('punch', late.id)).toBe(1);
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
