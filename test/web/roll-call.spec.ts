import type { Page } from 'playwright-core';
import { at, type HeldShift } from '../builders/service.builder';
import { eventually } from '../support/eventually';
import { type Account, inBrowser, loseNextAnswer, WebStage } from '../support/browser';

/** A leader with a phone in the rain: nothing that was tapped is lost, and nothing counts twice. */
inBrowser('the roll of a leader', () => {
  let stage: WebStage;
  let leader: Account;
  let held: HeldShift;
  const people: string[] = [];

  beforeAll(async () => {
    stage = await WebStage.set({ role: 'api' });
    const resident = await stage.resident();
    leader = resident;
    const team = await stage.street.people.team(stage.street.tree.community.id, { leaderVolunteerId: resident.id });
    held = await stage.street.shift('09:00', '11:00', { teamId: team.id });
    for (let count = 0; count < 3; count += 1) {
      const volunteerId = await stage.street.volunteer();
      people.push(volunteerId);
      await stage.street.signUp(held, volunteerId);
    }
    stage.itIs('09:00');
  });

  afterAll(() => stage.close());

  /** The clock of the phone stands still; here it goes on. */
  const pass = (page: Page, clock: string): Promise<void> => page.context().clock.setFixedTime(new Date(at(clock)));
  const here = (page: Page) => page.getByRole('button', { name: /^到：/ });
  const punches = async (): Promise<number> => {
    const counts = await Promise.all(people.map((id) => stage.street.count('punch', id)));
    return counts.reduce((all, count) => all + count, 0);
  };
  const roll = (): string => `/m/lead/shifts/${held.shiftId}?view=roll`;

  it('is two taps away from the code on the whole screen, with digits one can read from afar', async () => {
    const page = await stage.device('phone', leader);
    await stage.open(page, '/m');
    await page.getByRole('link', { name: '带队' }).tap();
    await page.getByRole('link', { name: /出示签到码/ }).tap();
    await page.waitForSelector('img[alt="签到用的二维码"]');
    const size = await page.evaluate<string>(`getComputedStyle(document.querySelector('.digits')).fontSize`);
    expect(parseFloat(size)).toBeGreaterThanOrEqual(60);
    stage.proxy.isCut = true;
    await page.evaluate(`window.dispatchEvent(new Event('offline'))`);
    await page.waitForSelector('text=没有网络，码停了');
    expect(await page.locator('img').count()).toBe(0);
    stage.proxy.isCut = false;
    await page.context().close();
  });

  it('keeps a tap made without network over a reload, and sends it once when the network is back', async () => {
    const page = await stage.device('phone', leader);
    await stage.open(page, roll());
    await here(page).first().waitFor();
    stage.proxy.isCut = true;
    await here(page).first().tap();
    await page.getByRole('button', { name: /^撤销/ }).waitFor();
    await pass(page, '09:02');
    await page.waitForSelector('text=到，待补传');
    await stage.open(page, roll());
    await page.waitForSelector('text=1 人的点名');
    expect(await punches()).toBe(0);
    stage.proxy.isCut = false;
    await page.waitForSelector('text=到，待补传', { state: 'detached' });
    expect(await punches()).toBe(1);
    expect(stage.proxy.sentTo(`/api/v1/shifts/${held.shiftId}/punch-batches`).length).toBeGreaterThanOrEqual(1);
    await page.context().close();
  });

  it('counts one tap once where its answer is lost, and where two phones tap the same person', async () => {
    const [one, two] = [await stage.device('phone', leader), await stage.device('phone', leader)];
    for (const page of [one, two]) {
      await stage.open(page, roll());
      await here(page).first().waitFor();
    }
    const path = `/api/v1/shifts/${held.shiftId}/roll-calls`;
    stage.proxy.loseNextAnswer(path);
    for (const page of [one, two]) {
      await here(page).first().tap();
      // The clock goes on only when the page has taken the tap: a slow one would date it by the later clock.
      await page.getByRole('button', { name: /^撤销/ }).waitFor();
      await page.context().clock.setFixedTime(new Date(Date.parse(at('09:00')) + 6_000));
    }
    for (const page of [one, two]) await page.waitForSelector('text=/待补传|正在登记|撤销/', { state: 'detached' });
    await eventually('two punches', async () => (await punches()) === 2);
    expect(stage.proxy.sentTo(path).length).toBeGreaterThanOrEqual(3);
  });

  it('who was called and has no phone stands on a list for printing, to be told by mouth', async () => {
    const page = await stage.device('phone', leader);
    await stage.open(page, `/m/lead/shifts/${held.shiftId}?view=more`);
    await page.getByRole('link', { name: /打印告知名单/ }).tap();
    await page.waitForSelector('text=下面 2 人手机上收不到通知');
    expect(await page.locator('.paper tbody tr').count()).toBe(2);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('nav, .no-print').locator('visible=true').count()).toBe(0);
    await page.context().close();
  });

  it('takes a tap back within five seconds, and nothing is sent of it', async () => {
    const page = await stage.device('phone', leader);
    await stage.open(page, roll());
    await here(page).first().tap();
    await page.getByRole('button', { name: /^撤销/ }).tap();
    await here(page).first().waitFor();
    await pass(page, '09:03');
    await page.waitForTimeout(6_000);
    expect(await punches()).toBe(2);
  });

  it('who came without signing up is written down by name and digits, once, though the answer was lost', async () => {
    const phone = '13711112468';
    const { id } = await stage.street.people.volunteer(stage.street.tree.unit.id, { name: '王秀英', phone });
    stage.itIs('09:10');
    const page = await stage.device('phone', leader);
    await stage.open(page, roll());
    await page.click('text=补一个没报名的人');
    await page.getByLabel('姓名').fill('王秀英');
    await page.getByLabel('手机号后四位').fill('24');
    await page.click('button:has-text("登记到场")');
    await page.waitForSelector('text=请填写手机号的后四位数字');
    await page.getByLabel('手机号后四位').fill('0000');
    await page.click('button:has-text("登记到场")');
    await page.waitForSelector('text=没有登记上，本次没有记录');
    await page.getByLabel('手机号后四位').fill('2468');
    await loseNextAnswer(page, '**/walk-ins');
    await page.click('button:has-text("登记到场")');
    await page.waitForSelector('text=还不能确认是否已经办好');
    await page.click('button:has-text("登记到场")');
    await page.waitForSelector('text=/已登记 .+ 到场。一共补了 1 人/');
    expect(await stage.street.count('punch', id)).toBe(1);
    expect(page.url()).not.toMatch(/2468|%E7%8E%8B/);
    await page.click('text=回到名单');
    await page.waitForSelector('text=王秀英');
    await page.context().close();
  });
});
