import type { Page } from 'playwright-core';
import { PASSWORD } from '../builders/people.builder';
import { volunteerActor } from '../builders/service.builder';
import { ComputeHours, ProposeCheckOut } from '../../src/service/service-hours';
import { UnitOfWork } from '../../src/platform/data/database/unit-of-work';
import { eventually } from '../support/eventually';
import { type Account, inBrowser, loseNextAnswer, WebStage } from '../support/browser';

/** A clerk decides what waits, at the desk and by keyboard. */
inBrowser('the desk where waiting things are decided', () => {
  let stage: WebStage;
  let clerk: Account;

  beforeAll(async () => {
    stage = await WebStage.set();
    clerk = await newClerk();
  });
  afterAll(() => stage.close());

  async function newClerk(): Promise<Account> {
    const { username } = await stage.street.people.staff('COMMUNITY_WORKER', stage.street.tree.community.id);
    return { username, password: PASSWORD };
  }

  /** People of one shift who forgot to check out and said when they left: somebody has to look at each record. */
  async function recordsToReview(count: number, from: string, until: string): Promise<void> {
    const { street } = stage;
    const shift = await street.shift(from, until);
    const people: string[] = [];
    for (let index = 0; index < count; index += 1) people.push(await street.volunteer());
    for (const id of people) await street.attend(id, shift, from, null);
    await street.close(shift, '2026-11-29 20:00');
    await stage.booted.get(ComputeHours).execute(shift.shiftId);
    stage.itIs('2026-11-30 09:00');
    for (const id of people) {
      const [record] = await street.records(id);
      const context = street.context(volunteerActor(id));
      await stage.booted.get(ProposeCheckOut).execute(context, { recordId: record?.id ?? '' });
    }
  }

  async function countOf(status: string): Promise<number> {
    const [row] = await stage.booted
      .get(UnitOfWork)
      .read<{ count: number }>('select count(*)::int as count from service_record where status = $1', [status]);
    return row?.count ?? 0;
  }

  async function reasons(): Promise<readonly string[]> {
    const rows = await stage.booted
      .get(UnitOfWork)
      .read<{ reason: string }>(
        'select decision_reason as reason from service_record where decision_reason is not null',
      );
    return rows.map(({ reason }) => reason);
  }

  async function desk(who: Account): Promise<Page> {
    const page = await stage.device('desk', who);
    await stage.open(page, '/console/reviews/records');
    await page.waitForSelector('section.list li');
    return page;
  }

  const head = (page: Page): Promise<string> => page.innerText('section.list h1');

  it('thirty records by thirty keys, one taken back in between; what waits is sent when the page is left', async () => {
    await recordsToReview(30, '09:00', '11:00');
    const before = await countOf('PUBLICITY');
    const page = await desk(clerk);
    expect(await head(page)).toContain('30 条');
    const begunAt = process.hrtime.bigint();
    for (let key = 0; key < 3; key += 1) await page.keyboard.press('a');
    await page.waitForSelector('li.decided >> nth=2');
    await page.keyboard.press('u');
    await page.waitForSelector('section.list h1:has-text("28 条")');
    for (let key = 0; key < 28; key += 1) await page.keyboard.press('a');
    await page.waitForSelector('section.list h1:has-text("0 条")');
    const seconds = Number(process.hrtime.bigint() - begunAt) / 1e9;
    process.stdout.write(`30 records by 32 keys: ${seconds.toFixed(1)} s\n`);
    await page.click('nav[aria-label="主菜单"] a[href="/console"]');
    await eventually('what was decided is there', async () => (await countOf('PUBLICITY')) === before + 30);
  });

  it('a reason is asked for a no, by keys alone, and letters typed there are text', async () => {
    await recordsToReview(1, '13:00', '13:40');
    const page = await desk(clerk);
    await page.keyboard.press('r');
    await page.waitForSelector('input[aria-label="原因"]:focus');
    await page.keyboard.type('aax');
    await page.keyboard.insertText('现场没有这个人');
    await page.keyboard.press('Enter');
    await page.waitForSelector('li.decided');
    await page.click('nav[aria-label="主菜单"] a[href="/console"]');
    await eventually('what was decided is there', async () => (await reasons()).includes('aax现场没有这个人'));
  });

  it('two clerks at one record: the second reads what happened, and nothing is done twice', async () => {
    await recordsToReview(1, '15:00', '15:40');
    const before = await countOf('PUBLICITY');
    const first = await desk(clerk);
    const second = await desk(await newClerk());
    await first.keyboard.press('a');
    await first.click('nav[aria-label="主菜单"] a[href="/console"]');
    await eventually('what was decided is there', async () => (await countOf('PUBLICITY')) === before + 1);
    await second.keyboard.press('a');
    await second.waitForSelector('li.bad');
    expect(await second.innerText('section.detail')).toMatch(/刚才|已经|审核|办理/);
    expect(await countOf('PUBLICITY')).toBe(before + 1);
  });

  it('what a colleague has decided stays open without a decision; no other thing comes under the hand', async () => {
    await recordsToReview(2, '07:00', '07:40');
    const before = await countOf('PUBLICITY');
    const mine = await desk(clerk);
    const other = await desk(await newClerk());
    const open = await mine.innerText('section.detail h2');
    await other.keyboard.press('a');
    await other.click('nav[aria-label="主菜单"] a[href="/console"]');
    await eventually('what was decided is there', async () => (await countOf('PUBLICITY')) === before + 1);
    await mine.click('button:has-text("刷新")');
    await mine.waitForSelector('text=这一条不在等了');
    expect(await mine.innerText('section.detail h2')).toBe(open);
    await mine.keyboard.press('a');
    expect(await mine.locator('li.decided').count()).toBe(0);
    await mine.keyboard.press('j');
    await mine.waitForSelector('section.detail .bar');
    await mine.keyboard.press('a');
    await mine.waitForSelector('li.decided');
    // Signing out sends what waits before the session ends.
    await mine.click('button:has-text("退出")');
    await eventually('what waited is there', async () => (await countOf('PUBLICITY')) === before + 2);
  });

  it('an answer that is lost is called unknown, and sending again does not do it twice', async () => {
    await recordsToReview(1, '17:00', '17:40');
    const before = await countOf('PUBLICITY');
    const page = await desk(clerk);
    await loseNextAnswer(page, '**/api/v1/records/decisions');
    await page.keyboard.press('a');
    await page.waitForSelector('text=不知道办成没有');
    await page.click('section.detail button:has-text("再送一次")');
    await page.waitForSelector('li.decided .state:text-is("已采纳")');
    expect(await countOf('PUBLICITY')).toBe(before + 1);
  });

  it('who decides nothing sees what waits, and the list of keys', async () => {
    const leader = await stage.street.people.staff('STREET_LEADER', stage.street.tree.street.id);
    const page = await stage.device('desk', { username: leader.username, password: PASSWORD });
    await stage.open(page, '/console');
    expect(await page.innerText('nav[aria-label="主菜单"]')).toContain('待办');
    await page.keyboard.press('?');
    await page.waitForSelector('[role="dialog"]:has-text("快捷键")');
  });
});
