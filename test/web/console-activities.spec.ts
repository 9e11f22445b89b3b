import type { Page } from 'playwright-core';
import { PASSWORD } from '../builders/people.builder';
import { at, type HeldShift } from '../builders/service.builder';
import { UnitOfWork } from '../../src/platform/data/database/unit-of-work';
import { type Account, inBrowser, WebStage } from '../support/browser';
import { behindTheGuards } from '../support/superuser';

/** Somebody in the office opens activities, prints their papers, and puts right what was missed. */
inBrowser('activities at the desk', () => {
  let stage: WebStage;
  let clerk: Account;
  let colleague: Account;
  let held: HeldShift;
  let servedId: string;

  beforeAll(async () => {
    stage = await WebStage.set({ role: 'api' });
    const { people, tree } = stage.street;
    const account = async (): Promise<Account> => ({
      username: (await people.staff('COMMUNITY_WORKER', tree.community.id)).username,
      password: PASSWORD,
    });
    [clerk, colleague] = [await account(), await account()];
    held = await stage.street.shift('09:00', '11:00', {
      positions: [
        { name: '领队', duty: 'LEADER', capacity: 2 },
        { name: '队员', duty: 'MEMBER', capacity: 15 },
      ],
    });
    await stage.street.signUp(held, await stage.street.volunteer());
    servedId = (await people.volunteer(tree.unit.id, { name: '向晚晴', phone: '13600008844' })).id;
    await stage.street.closeAndCompute(held);
    await behindTheGuards(
      stage.booted.database,
      `insert into calendar_day (day, is_working, label, source) values ('2027-01-01', false, '元旦', '通知')`,
    );
    stage.itIs('2026-12-01 09:00');
  });
  afterAll(() => stage.close());

  const shifts = (title: string) =>
    stage.booted
      .get(UnitOfWork)
      .read<{ activityId: string; shiftId: string; startsAt: Date; status: string; seats: number }>(
        `select a.id as "activityId", s.id as "shiftId", s.starts_at as "startsAt", a.status,
         (select sum(capacity)::int from shift_position p where p.shift_id = s.id) as seats
       from activity a join shift s on s.activity_id = a.id where a.title = $1 order by s.starts_at`,
        [title],
      );
  /** Counts the clicks of a story. */
  function counted(page: Page): { count: number; click: (selector: string) => Promise<void> } {
    const clicks = {
      count: 0,
      click: async (selector: string) => {
        clicks.count += 1;
        await page.click(selector);
      },
    };
    return clicks;
  }

  it('is opened for tomorrow as it was held last, in four clicks from wherever one is', async () => {
    const page = await stage.device('desk', clerk);
    await stage.open(page, '/console/volunteers');
    const hand = counted(page);
    await hand.click('nav a:has-text("待办")');
    await hand.click('a.button:has-text("开活动")');
    await hand.click('button[aria-label="照上次的办：巡河"]');
    await page.waitForSelector('text=照“巡河”的样子');
    await hand.click('button:has-text("发布：明天 09:00–11:00")');
    await page.waitForSelector('h1:has-text("发布了，居民看得到了")');
    expect(hand.count).toBe(4);
    const [, tomorrow] = await shifts('巡河');
    expect(tomorrow).toMatchObject({ startsAt: new Date(at('2026-12-02 09:00')), status: 'PUBLISHED', seats: 17 });
    await page.click('a:has-text("打印海报")');
    await page.waitForSelector('svg[aria-label="报名用的二维码"]');
  });

  it('is opened blank with seven fields, says what is missing, and every week but on a holiday', async () => {
    const page = await stage.device('desk', clerk);
    await stage.open(page, '/console/activities/new?day=2026-12-18');
    await page.waitForSelector('button[aria-label="照上次的办：巡河"]');
    await page.click('button:has-text("发布：")');
    await page.waitForSelector('text=请写做什么。');
    expect(await page.evaluate(`document.activeElement.getAttribute('aria-invalid')`)).toBe('true');
    await page.focus('label:has-text("做什么") + input');
    await page.keyboard.insertText('周五有我');
    await page.selectOption('#plan-category', { label: '巡河护河' });
    await page.focus('label:has-text("在哪里集合") + input');
    await page.keyboard.insertText('社区广场');
    await page.fill('label:has-text("连着办几周") ~ input', '4');
    await page.waitForSelector('strong:has-text("元旦放假")');
    await page.waitForSelector('text=其中 1 场赶上放假或调休');
    await page.click('button:has-text("这 1 场都不办")');
    await page.waitForSelector('legend:has-text("共 3 场")');
    await page.click('button:has-text("发布：")');
    await page.waitForSelector('h1:has-text("发布了，居民看得到了")');
    expect((await shifts('周五有我')).map(({ startsAt }) => startsAt)).toEqual(
      ['2026-12-18', '2026-12-25', '2027-01-08'].map((day) => new Date(at(`${day} 09:00`))),
    );
  });

  it('stands in the week, and the address keeps which week and which conditions', async () => {
    const page = await stage.device('desk', clerk);
    await stage.open(page, '/console/activities?week=2026-12-14');
    await page.waitForSelector('a.shift:has-text("周五有我")');
    await page.selectOption('label:has-text("状态") + select', 'CLOSED');
    await page.waitForSelector('text=这一周没有这样的场次');
    expect(new URL(page.url()).searchParams.get('status')).toBe('CLOSED');
    await page.click('a:has-text("名单，含草稿")');
    await page.waitForSelector('th a:has-text("周五有我")');
  });

  it('prints a poster and a roll sheet of twenty lines, and nothing around them', async () => {
    const [first] = await shifts('周五有我');
    const address = `/console/activities/${first?.activityId ?? ''}`;
    const page = await stage.device('desk', clerk);
    for (const [paper, name] of [
      ['poster', '周五有我的海报'],
      ['roll-sheet', '签到表第 1 页'],
    ]) {
      await stage.open(page, `${address}/${paper ?? ''}?shift=${first?.shiftId ?? ''}`);
      await page.waitForSelector(`article[aria-label="${name ?? ''}"] svg`);
      await page.emulateMedia({ media: 'print' });
      for (const chrome of ['aside', 'header.bar', 'h1']) expect(await page.isVisible(chrome)).toBe(false);
      const style = `(({ backgroundColor, color }) => [backgroundColor, color])(getComputedStyle(document.querySelector('article')))`;
      expect(await page.evaluate(style)).toEqual(['rgb(255, 255, 255)', 'rgb(0, 0, 0)']);
      await page.emulateMedia({ media: 'screen' });
    }
    expect(await page.locator('article tbody tr').count()).toBe(20);
    const text = await page.innerText('article');
    for (const words of ['负责人签名', '见证人签名', '表号 20261218-0900-', '第 1 页，共 1 页']) {
      expect(text).toContain(words);
    }
  });

  it('somebody without a punch is put in by one and waits for another', async () => {
    const [was] = await shifts('巡河');
    const page = await stage.device('desk', clerk);
    await stage.open(page, `/console/activities/${was?.activityId ?? ''}?shift=${held.shiftId}`);
    await page.click('button:has-text("补录没有打卡的人")');
    await page.fill('label:has-text("补谁") ~ .find input', '8844');
    await page.click('form[aria-label^="补录"] button:has-text("找")');
    await page.click('.found button:has-text("向晚晴")');
    await page.focus('label:has-text("为什么补") ~ textarea');
    await page.keyboard.insertText('手机没电，领队和两位队员看见她全程在场');
    await page.click('button:has-text("补上，交另一位同事审核")');
    await page.waitForSelector('text=向晚晴的这一条补好了，在等另一位同事审核');
    expect(await stage.street.records(servedId)).toMatchObject([{ status: 'UNDER_REVIEW', grade: 'D' }]);
    await page.click('a:has-text("去审核台看")');
    await page.waitForSelector('.standing');
    expect(await page.locator('button:has-text("通过")').first().getAttribute('aria-disabled')).toBe('true');
    const other = await stage.device('desk', colleague);
    await stage.open(other, '/console/reviews/records');
    await other.waitForSelector('text=向晚晴');
    await other.waitForSelector('section.detail h2');
    expect(await other.locator('.standing').count()).toBe(0);
  });

  it('two change one activity: the second sees the difference and keeps what was written', async () => {
    const [first] = await shifts('周五有我');
    const address = `/console/activities/${first?.activityId ?? ''}/edit`;
    const [one, two] = [await stage.device('desk', clerk), await stage.device('desk', colleague)];
    for (const page of [one, two]) {
      await stage.open(page, address);
      await page.waitForSelector('label:has-text("在哪里集合")');
    }
    await one.fill('label:has-text("要带什么") + textarea', '请带手套');
    await one.click('button:has-text("保存，居民马上看到")');
    await one.waitForSelector('text=改好了，居民现在看到的就是新的');
    await two.fill('label:has-text("要带什么") + textarea', '请带水壶');
    await two.fill('label:has-text("活动说明") + textarea', '扫楼前的落叶');
    await two.click('button:has-text("保存，居民马上看到")');
    await two.waitForSelector('text=刚才有人改过，您的修改还没有保存');
    const row = await two.innerText('tr:has(th:has-text("要带什么"))');
    expect(row).toContain('请带手套');
    expect(row).toContain('请带水壶');
    await two.click('tr:has(th:has-text("要带什么")) button');
    await two.click('button:has-text("保存，居民马上看到")');
    await two.waitForSelector('text=改好了，居民现在看到的就是新的');
    const [kept] = await stage.booted
      .get(UnitOfWork)
      .read('select participant_notes as notes, description from activity where id = $1', [first?.activityId]);
    expect(kept).toEqual({ notes: '请带手套', description: '扫楼前的落叶' });
  });

  it('one shift is called off with a reason, and who signed up is counted', async () => {
    const [, , last] = await shifts('周五有我');
    const page = await stage.device('desk', clerk);
    await stage.open(page, `/console/activities/${last?.activityId ?? ''}?shift=${last?.shiftId ?? ''}`);
    await page.click('a:has-text("取消这一场")');
    await page.waitForSelector('text=没有人报名，不用告诉谁。');
    await page.click('button.danger:has-text("取消这一场")');
    await page.waitForSelector('text=请写为什么取消');
    await page.click('button:has-text("下雨，为了大家的安全。")');
    await page.click('button.danger:has-text("取消这一场")');
    await page.waitForSelector('h1:has-text("这一场取消了")');
  });
});
