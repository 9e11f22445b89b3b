import type { Page } from 'playwright-core';
import { ShowCode } from '../../src/service/attendance';
import { systemActor } from '../../src/platform/foundation/actor/actor';
import type { HeldShift } from '../builders/service.builder';
import { eventually } from '../support/eventually';
import { type Account, faultsOf, inBrowser, WebStage } from '../support/browser';

/** What a button of the bar leads through, and the pixels of a text. */
const STEPS = [
  ['standard', '18px'],
  ['elder', '24px'],
  ['huge', '30px'],
] as const;

/** The pages that the service makes itself, in a real browser beside those of the phone. */
inBrowser('the pages of the server', () => {
  let stage: WebStage;
  let shift: HeldShift;
  let resident: Account & { readonly id: string };

  beforeAll(async () => {
    stage = await WebStage.set({ role: 'api' });
    shift = await stage.street.shift('09:00', '11:00', { title: '周六巡河' });
    resident = await stage.resident();
    await stage.street.signUp(shift, resident.id);
  });
  beforeEach(() => stage.itIs('09:00'));
  afterAll(() => stage.close());

  async function scanLink(direction: 'IN' | 'OUT' = 'IN'): Promise<string> {
    const { link } = await stage.booted.get(ShowCode).execute(systemActor('test'), shift.shiftId, direction);
    return new URL(link).pathname;
  }

  /** As a scanner does: from nowhere, so that the browser sends none of our cookies with the link. */
  async function scan(page: Page, direction: 'IN' | 'OUT' = 'IN'): Promise<void> {
    await page.goto('about:blank');
    await page.setContent(`<a href="${stage.proxy.url}${await scanLink(direction)}">扫一扫</a>`);
    const asked = page.waitForRequest((request) => request.isNavigationRequest());
    await page.click('text=扫一扫');
    expect((await (await asked).allHeaders())['cookie']).toBeUndefined();
    await page.waitForSelector('h1');
  }

  it.each([
    ['scan', () => scanLink()],
    ['stale scan', () => Promise.resolve(`/p/${shift.shiftId}/IN/${'A'.repeat(22)}`)],
    ['kiosk', () => Promise.resolve('/kiosk')],
    ['sign-in', () => Promise.resolve('/sign-in')],
    ['invitation', () => Promise.resolve('/invitation')],
    ['verification', () => Promise.resolve('/verify/NOSUCHCODE')],
    ['unknown address', () => Promise.resolve('/m/nowhere')],
  ])('%s is clean in three sizes of text on the narrowest phone', async (_, path) => {
    const page = await stage.device('small');
    await stage.open(page, await path());
    for (const [size, pixels] of STEPS) {
      expect(await page.getAttribute('html', 'data-text')).toBe(size);
      expect(await page.evaluate('getComputedStyle(document.body).fontSize')).toBe(pixels);
      expect(await faultsOf(page)).toEqual([]);
      await page.click('#text-size');
    }
    await page.context().close();
  });

  it('have the size that was chosen on the phone, and the phone theirs', async () => {
    const page = await stage.device('phone');
    await stage.open(page, '/verify');
    await page.click('text=长辈版');
    await stage.open(page, '/sign-in');
    expect(await page.getAttribute('html', 'data-text')).toBe('elder');
    await page.click('text=再大一号');
    await stage.open(page, '/verify');
    expect(await page.getAttribute('html', 'data-text')).toBe('huge');
  });

  it('whoever is signed in on the phone types nothing at a code, though the link brings no cookie', async () => {
    const page = await stage.device('phone', resident);
    await stage.open(page, '/m');
    await scan(page);
    await page.waitForSelector('#confirm', { state: 'visible' });
    // A quarter of an hour later only what renews the session is there.
    await page.context().clearCookies({ name: 'session' });
    await scan(page);
    await page.tap('#punch');
    await page.waitForSelector('h1:has-text("签到成功")');
    expect(await stage.street.count('punch', resident.id)).toBe(1);
    await page.tap('text=看看今天');
    await page.waitForURL(`${stage.proxy.url}/m`);
    await page.waitForSelector('h1');
    await page.context().close();
  });

  it('whoever signs in at a code is signed in on the phone; one renewal serves both', async () => {
    const page = await stage.device('phone');
    stage.itIs('11:00');
    await scan(page, 'OUT');
    await page.fill('#username', resident.username);
    await page.fill('#password', resident.password);
    await page.tap('#sign-in-button');
    await page.waitForSelector('h1:has-text("签退成功")');
    const phone = await page.context().newPage();
    await stage.open(phone, '/m');
    await phone.waitForSelector('h1:has-text("今天的服务做完了")');
    await page.context().clearCookies({ name: 'session' });
    const before = stage.proxy.sentTo('/api/v1/auth/refresh').length;
    await Promise.all([scan(page, 'OUT'), stage.open(phone, '/m/me/devices')]);
    await page.waitForSelector('#confirm', { state: 'visible' });
    await phone.waitForSelector('text=就是这一处');
    const renewals = stage.proxy.sentTo('/api/v1/auth/refresh').slice(before);
    expect(renewals.map(({ status }) => status)).toEqual(renewals.map(() => 200));
    await page.context().close();
  });

  it('a guest on the phone of somebody else is gone after one punch, and the owner is still there', async () => {
    const guest = await stage.resident();
    await stage.street.signUp(shift, guest.id);
    stage.itIs('09:00');
    const page = await stage.device('phone', resident);
    await scan(page);
    await page.tap('#other');
    expect(await page.isChecked('#stay')).toBe(false);
    await page.fill('#username', guest.username);
    await page.fill('#password', guest.password);
    await page.tap('#sign-in-button');
    await page.waitForSelector('h1:has-text("签到成功")');
    expect(await page.isVisible('text=看看今天')).toBe(false);
    await eventually('the guest is signed out', () => stage.proxy.sentTo('/api/v1/auth/sign-out').length === 1);
    await scan(page, 'OUT');
    await page.waitForSelector('#confirm', { state: 'visible' });
    await page.context().close();
  });
});
