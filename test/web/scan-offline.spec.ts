import type { Page } from 'playwright-core';
import { ShowCode } from '../../src/service/attendance';
import { systemActor } from '../../src/platform/foundation/actor/actor';
import { at, type HeldShift } from '../builders/service.builder';
import { eventually } from '../support/eventually';
import { type Account, faultsOf, inBrowser, loseNextAnswer, WebStage } from '../support/browser';

const BATCHES = '/api/v1/me/punch-batches';

/** A code is scanned where the network comes and goes: nothing is lost, and nothing counts twice. */
inBrowser('the scan page without a network', () => {
  let stage: WebStage;
  let shift: HeldShift;
  let resident: Account & { readonly id: string };

  beforeAll(async () => {
    stage = await WebStage.set({ role: 'api' });
  });
  beforeEach(async () => {
    resident = await stage.resident();
    shift = await stage.street.shift('09:00', '11:00', { title: '周六巡河' });
    await stage.street.signUp(shift, resident.id);
    stage.itIs('09:00');
    stage.proxy.isCut = false;
    stage.proxy.sent.length = 0;
  });
  afterAll(() => stage.close());

  async function scan(page: Page, direction: 'IN' | 'OUT' = 'IN'): Promise<void> {
    const { link } = await stage.booted.get(ShowCode).execute(systemActor('test'), shift.shiftId, direction);
    await stage.open(page, new URL(link).pathname);
  }
  const says = (page: Page, title: string) => page.waitForSelector(`h1:has-text("${title}")`);
  const punches = () => stage.street.count('punch', resident.id);
  const online = (page: Page) => page.evaluate(`window.dispatchEvent(new Event('online'))`);

  /** On the phone of the resident, without a network, up to what the page says of it. */
  async function kept(direction: 'IN' | 'OUT' = 'IN'): Promise<Page> {
    const page = await stage.device('phone', resident);
    await scan(page, direction);
    await page.waitForSelector('#punch', { state: 'visible' });
    stage.proxy.isCut = true;
    await page.tap('#punch');
    await says(page, '已存在这部手机里');
    return page;
  }

  it('keeps the punch, says so, and sends it by itself when the network is back', async () => {
    const page = await kept();
    expect(await page.innerText('#message')).toBe('网络不通，签到已存在这部手机里，连上网会自己补传。');
    expect(await faultsOf(page)).toEqual([]);
    await page.tap('text=现在再传一次');
    await eventually('it was tried', () => stage.proxy.sentTo(BATCHES).length > 0);
    expect(await punches()).toBe(0);
    // While a try is under way the page does not begin another.
    await page.waitForSelector('#again:enabled');
    stage.proxy.isCut = false;
    await online(page);
    await says(page, '签到成功');
    expect(await punches()).toBe(1);
    expect(await page.innerText('#hint')).toBe('可以收起手机了。');
    await page.context().close();
  });

  it('a lost answer: the same punch, once, and it is said that one is checked in', async () => {
    const page = await stage.device('phone', resident);
    await scan(page);
    await page.waitForSelector('#punch', { state: 'visible' });
    await loseNextAnswer(page, '**/api/v1/me/scans');
    await page.tap('#punch');
    await says(page, '已存在这部手机里');
    expect(await punches()).toBe(1);
    await page.tap('text=现在再传一次');
    await says(page, '已经签到');
    expect(await punches()).toBe(1);
    await page.context().close();
  });

  it('a page that was closed meanwhile: the pages of the phone send what it kept', async () => {
    const page = await kept();
    await page.close();
    stage.proxy.isCut = false;
    const phone = await page.context().newPage();
    await stage.open(phone, '/m');
    await eventually('it is recorded', async () => (await punches()) === 1);
    await page.context().close();
  });

  it('the next scan sends what is kept first, so that one can check out', async () => {
    const page = await kept();
    await page.close();
    stage.proxy.sent.length = 0;
    stage.proxy.isCut = false;
    const next = await page.context().newPage();
    await scan(next, 'OUT');
    await next.waitForSelector('#punch', { state: 'visible' });
    expect(await punches()).toBe(1);
    expect(stage.proxy.sentTo(BATCHES)).toHaveLength(1);
    stage.itIs('10:30');
    await next.context().clock.setFixedTime(new Date(at('10:30')));
    await scan(next, 'OUT');
    await next.tap('#punch');
    await says(next, '签退成功');
    expect(await punches()).toBe(2);
    expect(stage.proxy.sentTo(BATCHES)).toHaveLength(1);
    await page.context().close();
  });

  it('the session ended meanwhile, and a guest signs in: what is kept of the owner stays, and goes when they are back', async () => {
    const guest = await stage.resident();
    await stage.street.signUp(shift, guest.id);
    stage.itIs('09:00');
    const page = await kept();
    await page.context().clearCookies();
    stage.proxy.isCut = false;
    await page.tap('text=现在再传一次');
    await page.waitForSelector('#sign-in-button', { state: 'visible' });
    stage.proxy.sent.length = 0;
    await online(page);
    await page.fill('#username', guest.username);
    await page.fill('#password', guest.password);
    await page.uncheck('#stay');
    await page.tap('#sign-in-button');
    await says(page, '签到成功');
    expect([await stage.street.count('punch', guest.id), await punches()]).toEqual([1, 0]);
    expect(stage.proxy.sentTo(BATCHES)).toEqual([]);
    await stage.signIn(page, resident);
    await stage.open(page, '/m');
    await eventually('it is recorded', async () => (await punches()) === 1);
    await page.context().close();
  });

  it('an open page of the phone sends what a scan page kept, when somebody comes back to it', async () => {
    const phone = await stage.device('phone', resident);
    await stage.open(phone, '/m');
    await phone.waitForSelector('a:has-text("签到")');
    const page = await phone.context().newPage();
    await scan(page);
    await page.waitForSelector('#punch', { state: 'visible' });
    stage.proxy.isCut = true;
    await page.tap('#punch');
    await says(page, '已存在这部手机里');
    await page.close();
    stage.proxy.isCut = false;
    await phone.waitForSelector('h1:has-text("09:00 已签到")');
    expect(await punches()).toBe(1);
    await page.context().close();
  });

  it('a phone whose storage never answers is checked in all the same', async () => {
    const page = await stage.device('phone', resident);
    await page.addInitScript('IDBFactory.prototype.open = () => new EventTarget()');
    await scan(page);
    await page.tap('#punch');
    await says(page, '签到成功');
    expect(await punches()).toBe(1);
    await page.context().close();
  });

  it('a phone whose storage is full keeps the punch as long as the page is open, and says so', async () => {
    const page = await stage.device('phone', resident);
    await page.addInitScript(
      `IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError') }`,
    );
    await stage.open(page, '/m');
    await page.click('a:has-text("签到")');
    await page.fill('label:has-text("六位数字") ~ input', await stage.street.codeAt(shift.shiftId, 'IN', '09:00'));
    stage.proxy.isCut = true;
    await page.click('button:has-text("签到")');
    await says(page, '只存在这一页里');
    expect(await page.innerText('main')).toContain('补传以前请不要关掉这一页');
    expect(await faultsOf(page)).toEqual([]);
    stage.proxy.isCut = false;
    await says(page, '签到好了');
    expect(await punches()).toBe(1);
    await page.context().close();
  });

  it('a guest on the phone of somebody else leaves nothing on it', async () => {
    const guest = await stage.resident();
    await stage.street.signUp(shift, guest.id);
    stage.itIs('09:00');
    const page = await stage.device('phone', resident);
    await scan(page);
    await page.tap('#other');
    await page.fill('#username', guest.username);
    await page.fill('#password', guest.password);
    await page.route('**/api/v1/me/scans', (route) => route.abort(), { times: 1 });
    await page.tap('#sign-in-button');
    await page.waitForSelector('text=网络不通，还不能确认是否已签到');
    await page.tap('text=再试一次');
    await says(page, '签到成功');
    expect(await stage.street.count('punch', guest.id)).toBe(1);
    expect(stage.proxy.sentTo(BATCHES)).toEqual([]);
    await page.context().close();
  });
});
