import type { Page } from 'playwright-core';
import { PASSWORD } from '../builders/people.builder';
import type { Role } from '../../src/platform/foundation/actor/permissions';
import { UnitOfWork } from '../../src/platform/data/database/unit-of-work';
import { eventually } from '../support/eventually';
import { type Account, inBrowser, WebStage } from '../support/browser';

/** One record at the desk: found by its conditions, corrected, denied for somebody, and voided by two. */
inBrowser('records at the desk', () => {
  let stage: WebStage;
  let clerk: Account;

  beforeAll(async () => {
    stage = await WebStage.set({ role: 'api' });
    clerk = await staff('COMMUNITY_WORKER', stage.street.tree.community.id);
    stage.itIs('2026-11-30 09:00');
  });
  afterAll(() => stage.close());

  async function staff(role: Exclude<Role, 'VOLUNTEER'>, divisionId: string): Promise<Account> {
    return { username: (await stage.street.people.staff(role, divisionId)).username, password: PASSWORD };
  }

  /** Somebody served for two hours. @returns the record */
  async function served(name: string, from: string, until: string): Promise<string> {
    const { street } = stage;
    const { id } = await street.people.volunteer(street.tree.unit.id, { name });
    const shift = await street.shift(from, until);
    await street.attend(id, shift, from, until);
    await street.closeAndCompute(shift);
    stage.itIs('2026-11-30 09:00');
    const [record] = await street.records(id);
    return record?.id ?? '';
  }

  async function statusOf(recordId: string): Promise<string> {
    const rows = await stage.booted
      .get(UnitOfWork)
      .read<{ status: string }>('select status from service_record where id = $1', [recordId]);
    return rows[0]?.status ?? '';
  }

  async function record(who: Account, recordId: string): Promise<Page> {
    const page = await stage.device('desk', who);
    await stage.open(page, `/console/records/${recordId}`);
    await page.waitForSelector('h3:has-text("办理")');
    return page;
  }

  it('is found by what the address says, and the link leads to its trace', async () => {
    await served('蒋玉兰', '08:00', '10:00');
    const page = await stage.device('desk', clerk);
    await stage.open(page, '/console/records?from=2026-11-28&until=2026-11-28&grade=A');
    await page.click('a:has-text("蒋玉兰")');
    await page.waitForSelector('h1:has-text("蒋玉兰")');
    await page.waitForSelector('caption:has-text("怎样算的")', { state: 'attached' });
    await page.goBack();
    await page.waitForSelector('a:has-text("蒋玉兰")');
    expect(new URL(page.url()).searchParams.get('grade')).toBe('A');
    await page.selectOption('label:has-text("状态") + select', 'REJECTED');
    await page.waitForSelector('text=这些条件下没有记录');
    expect(page.url()).not.toContain(encodeURIComponent('蒋'));
  });

  it('other times are computed at once, and another person reviews them', async () => {
    const id = await served('罗世昌', '10:00', '12:00');
    const page = await record(clerk, id);
    await page.click('button:has-text("更正时间")');
    await page.fill('label:has-text("实际签退") + input', '2026-11-28T11:00');
    await page.fill('label:has-text("为什么更正") + textarea', '签退的码扫晚了');
    await page.click('button:has-text("按这个时间重新计算")');
    await page.waitForSelector('text=已按新的时间重新计算，认定 60 分钟');
    expect(await statusOf(id)).toBe('UNDER_REVIEW');
  });

  it('who has no account says by telephone that it was not them: the publicity stops', async () => {
    const id = await served('白秀英', '13:00', '14:00');
    const page = await record(clerk, id);
    await page.click('button:has-text("代本人否认")');
    await page.click('button:has-text("本人来电说当天没有参加这次活动")');
    await page.click('button:has-text("登记本人否认，公示停下")');
    await page.waitForSelector('text=已登记本人否认');
    const [objection] = await stage.booted
      .get(UnitOfWork)
      .read<{ status: string }>('select status from record_objection where record_id = $1', [id]);
    expect(objection?.status).toBe('OPEN');
  });

  it('a confirmed record is voided by two: the first is told who may, the second decides, and the points go', async () => {
    const id = await served('孙桂芝', '15:00', '17:00');
    await stage.street.confirmAll();
    const page = await record(clerk, id);
    await page.click('button.danger:has-text("作废")');
    await page.fill('label:has-text("为什么作废") + textarea', '本人没有到场，登记有误');
    await page.click('button:has-text("提出作废，请另一位同事决定")');
    await page.waitForSelector('text=等另一位同事同意');
    expect(await statusOf(id)).toBe('CONFIRMED');
    await page.waitForSelector('text=决定以前不能再提');
    const second = await record(await staff('STREET_ADMIN', stage.street.tree.street.id), id);
    await second.click('a:has-text("去决定")');
    await second.waitForSelector('section.detail .bar');
    await second.keyboard.press('a');
    await second.waitForSelector('li.decided');
    await second.click('nav[aria-label="主菜单"] a[href="/console"]');
    await eventually('it is void', async () => (await statusOf(id)) === 'REVERSED');
  });

  it('who only reads is told so before any click', async () => {
    const id = await served('邓文', '17:30', '18:30');
    const page = await record(await staff('STREET_LEADER', stage.street.tree.street.id), id);
    await page.waitForSelector('text=由社区工作者或街道管理员办理');
    expect(await page.locator('button:has-text("更正时间")').count()).toBe(0);
  });
});
