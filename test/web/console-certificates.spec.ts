import { readFile } from 'node:fs/promises';
import { PASSWORD } from '../builders/people.builder';
import { RecordBuilder } from '../builders/record.builder';
import type { Role } from '../../src/platform/foundation/actor/permissions';
import { type Account, inBrowser, WebStage } from '../support/browser';
import { openWorkbook, sheetOf, textsOf } from '../support/workbook-probe';

/** A certificate at the counter: asked for by a clerk, issued by the street, revoked, and found in the register. */
inBrowser('certificates at the desk', () => {
  let stage: WebStage;
  let clerk: Account;
  let admin: Account;

  beforeAll(async () => {
    stage = await WebStage.set({ role: 'api' });
    const { people, tree, teamId } = stage.street;
    clerk = await staff('COMMUNITY_WORKER', tree.community.id);
    admin = await staff('STREET_ADMIN', tree.street.id);
    const { id: volunteerId } = await people.volunteer(tree.unit.id, { name: '夏晓岚' });
    const service = { servedOn: '2026-03-02', minutes: 150, teamId, divisionId: tree.community.id };
    await new RecordBuilder(stage.booted).confirmed({ volunteerId, ...service });
    stage.itIs('2026-11-30 09:00');
  });
  afterAll(() => stage.close());

  async function staff(role: Exclude<Role, 'VOLUNTEER'>, divisionId: string): Promise<Account> {
    return { username: (await stage.street.people.staff(role, divisionId)).username, password: PASSWORD };
  }

  it('a clerk applies for somebody and is told who issues; no name stands in an address', async () => {
    const page = await stage.device('desk', clerk);
    await stage.open(page, '/console/certificates');
    await page.waitForSelector('text=这些条件下没有证明');
    await page.click('button:has-text("代人申请证明")');
    await page.fill('label:has-text("给谁申请") ~ .find input', '夏晓岚');
    await page.click('.find button:has-text("找")');
    await page.click('.found button:has-text("夏晓岚")');
    await page.fill('label:has-text("用途") ~ input', '评优');
    await page.click('button:has-text("提交申请")');
    await page.waitForSelector('h1:has-text("夏晓岚的服务证明")');
    await page.waitForSelector('.standing');
    expect(await page.locator('button:has-text("开具证明")').count()).toBe(0);
    expect(decodeURIComponent(page.url())).not.toContain('夏');
  });

  it('the street issues it, takes the filtered register away as a workbook, and revokes it for a reason', async () => {
    const page = await stage.device('desk', admin);
    await stage.open(page, '/console/certificates?status=APPLIED');
    await page.click('a:has-text("夏晓岚")');
    await page.fill('label:has-text("负责人") ~ input', '王主任');
    await page.fill('label:has-text("联系方式") ~ input', '0431-80000000');
    await page.click('button:has-text("开具证明，时长取自台账")');
    await page.waitForSelector('.tag:has-text("有效")');
    const number = await page.innerText('dt:has-text("证明编号") + dd');
    await stage.open(page, `/console/certificates?certificateNo=${number}`);
    await page.waitForSelector('a:has-text("夏晓岚")');
    const saving = page.waitForEvent('download');
    await page.click('button:has-text("下载表格")');
    const workbook = await openWorkbook(await readFile(await (await saving).path()));
    expect(textsOf(sheetOf(workbook, '登记簿'))).toEqual(expect.arrayContaining([number, '夏晓岚', '有效']));
    await page.click('a:has-text("夏晓岚")');
    await page.fill('label:has-text("作废的原因") ~ textarea', '姓名印错');
    await page.click('button:has-text("作废这份证明，不能恢复")');
    await page.waitForSelector('.tag:has-text("已作废")');
  });
});
