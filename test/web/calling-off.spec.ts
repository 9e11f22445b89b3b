import { AppointDeputy, DecideMembership, JoinTeam } from '../../src/people/teams';
import { UnitOfWork } from '../../src/platform/data/database/unit-of-work';
import { at, type HeldShift } from '../builders/service.builder';
import { type Account, inBrowser, loseNextAnswer, WebStage } from '../support/browser';
import { eventually } from '../support/eventually';

/** A leader whose plans change: who signed up hears of it, and nobody is written over. */
inBrowser('plans that change', () => {
  let stage: WebStage;
  let leader: Account & { readonly id: string };
  let resident: Account & { readonly id: string };
  let teamId: string;

  beforeAll(async () => {
    stage = await WebStage.set({ role: 'api' });
    leader = await stage.resident();
    ({ id: teamId } = await stage.street.people.team(stage.street.tree.community.id, { leaderVolunteerId: leader.id }));
  });
  beforeEach(async () => {
    resident = await stage.resident();
  });
  afterAll(() => stage.close());

  /** A shift on Saturday and one a week later, with the resident signed up for the first. */
  async function held(title: string): Promise<HeldShift & { readonly activityId: string }> {
    const shifts = [
      { startsAt: at('09:00'), endsAt: at('11:00') },
      { startsAt: at('2026-12-05 09:00'), endsAt: at('2026-12-05 11:00') },
    ];
    const shift = await stage.street.shift('09:00', '11:00', { teamId, title, shifts });
    await stage.street.signUp(shift, resident.id);
    stage.itIs('2026-11-27 18:00');
    const [row] = await stage.booted
      .get(UnitOfWork)
      .read<{ id: string }>('select activity_id as id from shift where id = $1', [shift.shiftId]);
    return { ...shift, activityId: row?.id ?? '' };
  }

  it('a shift is called off: said beforehand who hears of it, asked twice, done once, and the one who came for it knows', async () => {
    const { shiftId, activityId } = await held('雨天巡河');
    const untold = await stage.street.people.volunteer(stage.street.tree.unit.id, { name: '何无信' });
    await stage.street.signUp({ shiftId, positionId: await positionOf(shiftId) }, untold.id);
    stage.itIs('2026-11-27 18:00');
    const page = await stage.device('phone', leader);
    await stage.open(page, `/m/lead/shifts/${shiftId}?a=${activityId}&view=more`);
    await page.click('a:has-text("取消这一场")');
    await page.waitForSelector('h1:has-text("取消这一场？")');
    await page.waitForSelector('text=2 人报了名，报名会全部取消，不算爽约。');
    await page.waitForSelector('text=1 人会收到通知');
    await page.waitForSelector('text=1 人手机上收不到');
    await page.waitForSelector('li:has-text("何无信")');
    await page.click('button:has-text("取消这一场")');
    await page.waitForSelector('text=请写为什么取消');
    await page.click('button:has-text("下雨，为了大家的安全。")');
    await page.click('button:has-text("取消这一场")');
    await page.waitForSelector('text=真的取消这一场？');
    await loseNextAnswer(page, '**/cancel');
    await page.click('button:has-text("告诉 2 人")');
    await page.waitForSelector('text=还不能确认是否已经办好');
    await page.click('button:has-text("告诉 2 人")');
    await page.waitForSelector('h1:has-text("这一场取消了")');
    expect(await page.locator('.paper tbody tr').allInnerTexts()).toEqual([expect.stringContaining('何无信')]);
    expect(await page.inputValue('textarea')).toMatch(/^【取消】雨天巡河：.*请不要去。原因：下雨，为了大家的安全。$/);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('nav, .no-print, .head').locator('visible=true').count()).toBe(0);
    await page.context().close();

    const other = await stage.device('phone', resident);
    await stage.open(other, '/m/notices');
    await other.waitForSelector('text=「雨天巡河」11 月 28 日 09:00–11:00 的场次取消了，请不要去。');
    expect(await other.locator('text=请不要去').count()).toBe(1);
    await stage.open(other, `/a/${activityId}?shift=${shiftId}`);
    await other.waitForSelector('text=/11 月 28 日，星期六 09:00–11:00\\s*这一场取消了/');
    await stage.open(other, '/m/records/signups');
    await other.waitForSelector('li:has-text("雨天巡河") >> text=这一场取消了');
    await other.waitForSelector('text=原因：下雨，为了大家的安全。');
    await other.context().close();
  });

  it('a whole activity is called off, and the plan of it is taken for the next one', async () => {
    await held('一起除雪');
    const page = await stage.device('phone', leader);
    await stage.open(page, '/m/lead');
    await page.click('text=我带的活动');
    await page.waitForSelector('h1:has-text("我带的活动")');
    await page.click('a:has-text("一起除雪")');
    await page.click('a:has-text("取消整个活动")');
    await page.waitForSelector('text=共 2 场');
    await page.click('button:has-text("报名的人太少。")');
    await page.click('button:has-text("取消整个活动")');
    await page.click('button:has-text("告诉 1 人")');
    await page.waitForSelector('h1:has-text("整个活动取消了")');
    await page.click('text=换个时间，再开一场');
    await page.waitForSelector('h1:has-text("开一场")');
    const what = page.getByLabel('做什么');
    await eventually('the plan is taken over', async () => (await what.inputValue()) === '一起除雪');
    await page.click('nav[aria-label="返回"] a');
    await page.click('text=我带的活动');
    await page.waitForSelector('h1:has-text("我带的活动")');
    await page.click('button:has-text("取消了")');
    await page.click('a:has-text("一起除雪")');
    await page.waitForSelector('text=这项活动取消了。报名的人太少。');
    await page.context().close();
  });

  it('what somebody else changed meanwhile is shown beside what was typed, and nothing is written over', async () => {
    const { activityId } = await held('清扫楼道');
    const [one, two] = [await stage.device('phone', leader), await stage.device('phone', leader)];
    for (const page of [one, two]) {
      await stage.open(page, `/m/lead/activities/${activityId}/edit`);
      await page.getByLabel('在哪里集合').waitFor();
    }
    await one.getByLabel('在哪里集合').fill('小区西门');
    await one.getByLabel('活动说明').fill('带扫帚');
    await one.click('button:has-text("保存")');
    await one.waitForSelector('h1:has-text("改好了")');
    await one.waitForSelector('text=报了名的人会收到通知');
    await two.getByLabel('在哪里集合').fill('小区南门');
    await two.getByLabel('要带什么').fill('带水');
    await two.click('button:has-text("保存")');
    await two.waitForSelector('text=您填写的时候，别人改过这项活动');
    const alert = await two.innerText('[role=alert]');
    expect(alert).toMatch(/集合地点\s+别人改成了：小区西门\s+您写的是：小区南门/);
    expect(alert).toMatch(/活动说明\s+别人改成了：带扫帚/);
    expect(await two.getByLabel('活动说明').inputValue()).toBe('带扫帚');
    await two.click('text=用别人改的集合地点');
    await two.click('button:has-text("保存")');
    await two.waitForSelector('h1:has-text("改好了")');
    const page = await stage.device('phone', resident);
    await stage.open(page, `/a/${activityId}`);
    for (const words of ['小区西门', '带扫帚', '带水']) await page.waitForSelector(`text=${words}`);
    await stage.open(page, '/m/notices');
    await page.waitForSelector('text=现在是 小区西门');
    expect(await page.locator('text=改了集合地点').count()).toBe(1);
  });

  it('a deputy sees what the shift is, and nothing to call off or to change', async () => {
    const { shiftId, activityId } = await held('河边值守');
    const deputy = await stage.resident();
    const [get, context] = [stage.booted.get.bind(stage.booted), () => stage.street.context()];
    const { membershipId } = await get(JoinTeam).execute(context(), { teamId, volunteerId: deputy.id });
    await get(DecideMembership).execute(context(), { membershipId, decision: 'APPROVE' });
    await get(AppointDeputy).execute(context(), { teamId, volunteerId: deputy.id });
    const page = await stage.device('phone', deputy);
    await stage.open(page, `/m/lead/shifts/${shiftId}?a=${activityId}&view=more`);
    await page.waitForSelector('h2:has-text("河边值守")');
    expect(await page.locator('text=/取消|改说明/').count()).toBe(0);
    await page.context().close();
  });

  it('an activity is ended when its shifts are, and says until then which are not', async () => {
    const { activityId } = await held('文明劝导');
    const page = await stage.device('phone', leader);
    await stage.open(page, `/m/lead/activities/${activityId}/close`);
    await page.waitForSelector('text=还有 2 场没有结束');
    const [, second] = await shiftsOf(activityId);
    await stage.street.close({ shiftId: (await shiftsOf(activityId))[0] ?? '', positionId: '' });
    await stage.street.close({ shiftId: second ?? '', positionId: '' }, '2026-12-06 12:00');
    stage.itIs('2026-12-06 12:00');
    const later = await stage.device('phone', leader);
    await stage.open(later, `/m/lead/activities/${activityId}/close`);
    await later.click('button:has-text("结束这项活动")');
    await later.click('button:has-text("确定，结束这项活动")');
    await later.waitForSelector('h1:has-text("活动结束了")');
    await stage.open(later, '/m/lead/activities?state=CLOSED');
    await later.waitForSelector('a:has-text("文明劝导")');
  });

  const read = <Row>(sql: string, id: string): Promise<readonly Row[]> =>
    stage.booted.get(UnitOfWork).read<Row>(sql, [id]);
  async function positionOf(shiftId: string): Promise<string> {
    const [row] = await read<{ id: string }>(
      'select position_id as id from shift_position where shift_id = $1',
      shiftId,
    );
    return row?.id ?? '';
  }
  async function shiftsOf(activityId: string): Promise<readonly string[]> {
    const rows = await read<{ id: string }>(
      'select id from shift where activity_id = $1 order by starts_at',
      activityId,
    );
    return rows.map(({ id }) => id);
  }
});
