import { PASSWORD } from '../builders/people.builder';
import { type Account, inBrowser, WebStage } from '../support/browser';

/** A leader reads the month: figures with a chart and a table, how far registration has come, and the second glance. */
inBrowser('reports at the desk', () => {
  let stage: WebStage;
  let leader: Account;

  beforeAll(async () => {
    stage = await WebStage.set({ role: 'api' });
    const { people, tree } = stage.street;
    leader = { username: (await people.staff('STREET_LEADER', tree.street.id)).username, password: PASSWORD };
    const { id } = await people.volunteer(tree.unit.id);
    const shift = await stage.street.shift('09:00', '11:00');
    await stage.street.attend(id, shift, '09:00', '11:00');
    await stage.street.closeAndCompute(shift);
    await stage.street.confirmAll();
    stage.itIs('2026-12-20 10:00');
  });
  afterAll(() => stage.close());

  it('the month before stands there with a chart and its table, and is downloaded', async () => {
    const page = await stage.device('desk', leader);
    await stage.open(page, '/console/reports');
    await page.waitForSelector('td:has-text("御景社区")');
    await page.waitForSelector('.chart canvas');
    expect(await page.innerText('main')).toContain('2 小时');
    await page.click('button:has-text("活动类别")');
    await page.waitForSelector('h2:has-text("按活动类别")');
    const [file] = await Promise.all([page.waitForEvent('download'), page.click('button:has-text("下载月报")')]);
    expect(file.suggestedFilename()).toBe('月报-2026-11.xlsx');
  });

  it('how far registration has come, and the second glance, by place', async () => {
    const page = await stage.device('desk', leader);
    await stage.open(page, '/console/coverage');
    await page.waitForSelector('td:has-text("御景社区")');
    await page.click('button:has-text("小区")');
    await page.waitForSelector('h2:has-text("按小区")');
    await stage.open(page, '/console/sanity');
    await page.waitForSelector('td:has-text("1 条")');
    expect(await page.innerText('main')).toContain('不说明有人作假');
  });
});
