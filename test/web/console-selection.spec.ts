import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { PeopleApi } from '../builders/people.api';
import { localDay, PASSWORD } from '../builders/people.builder';
import { RecordBuilder } from '../builders/record.builder';
import type { Role } from '../../src/platform/foundation/actor/permissions';
import { UnitOfWork } from '../../src/platform/data/database/unit-of-work';
import { type Account, inBrowser, WebStage } from '../support/browser';
import { openWorkbook } from '../support/workbook-probe';

/** A round of the selection: the basis, the frozen sheet, its check, the signature of the leader, the report. */
inBrowser('a selection at the desk', () => {
  let stage: WebStage;
  let admin: Account & { readonly token: string };
  const NAME = '2026 年上半年优秀楼栋长评选';

  beforeAll(async () => {
    stage = await WebStage.set({ role: 'api' });
    admin = await staff('STREET_ADMIN');
    const { people, tree, teamId } = stage.street;
    for (const [index, minutes] of [600, 240].entries()) {
      const building = await people.division(tree.grid, 'BUILDING', `${String(index + 7)}号楼`);
      const { id: volunteerId } = await people.volunteer(building.id, { name: `楼长${String(index)}` });
      await people.head({
        volunteerId,
        divisionId: building.id,
        role: 'BUILDING_HEAD',
        validFrom: localDay('2024-01-01'),
      });
      const service = { teamId, divisionId: tree.community.id, servedOn: '2026-03-02', minutes, pointTenths: minutes };
      await new RecordBuilder(stage.booted).confirmed({ volunteerId, ...service });
    }
    stage.itIs('2026-11-30 09:00');
  });
  afterAll(() => stage.close());

  async function staff(role: Exclude<Role, 'VOLUNTEER'>): Promise<Account & { readonly token: string }> {
    const { username, token } = await stage.street.people.staff(role, stage.street.tree.street.id);
    return { username, password: PASSWORD, token };
  }

  async function statusOf(name: string): Promise<string> {
    const rows = await stage.booted
      .get(UnitOfWork)
      .read<{ status: string }>('select status from selection_round where name = $1', [name]);
    return rows[0]?.status ?? '';
  }

  /** Presses like somebody with a mouse, and counts. */
  function counted(page: Page) {
    let clicks = 0;
    return {
      click: async (selector: string): Promise<void> => {
        clicks += 1;
        await page.click(selector);
      },
      count: (): number => clicks,
    };
  }

  it('whoever organises it writes the basis, and freezes; every place is explained; signing is not theirs', async () => {
    const page = await stage.device('desk', admin);
    await stage.open(page, '/console/selections');
    await page.click('button:has-text("建一轮评选")');
    await page.fill('label:has-text("这一轮叫什么") ~ input', NAME);
    await page.fill('label:has-text("周期从哪天") ~ input', '2026-01-01');
    await page.fill('label:has-text("到哪天") ~ input', '2026-06-30');
    await page.uncheck('label:has-text("网格长") input');
    await page.uncheck('label:has-text("单元长") input');
    await page.fill('label:has-text("依据哪份文件") ~ input', '福街发〔2026〕12 号');
    await page.click('button:has-text("建立这一轮")');
    await page.waitForSelector(`h1:has-text("${NAME}")`);
    await page.waitForSelector('dd:has-text("福街发〔2026〕12 号")');
    await page.click('button:has-text("冻结成绩并排名")');
    await page.waitForSelector('h2:has-text("为什么是第 1 名")');
    await page.waitForSelector('text=快照核对一致');
    await page.click('tbody button:has-text("楼") >> nth=1');
    await page.waitForSelector('h2:has-text("为什么是第 2 名")');
    await page.waitForSelector('text=为什么没有列入建议名单');
    await page.waitForSelector('.standing');
    expect(await page.locator('button:has-text("定稿，建议名单")').count()).toBe(0);
  });

  it('the leader signs the list in four clicks, and the report downloads', async () => {
    const page = await stage.device('desk', await staff('STREET_LEADER'));
    await stage.open(page, '/console');
    const mouse = counted(page);
    await mouse.click('nav[aria-label="主菜单"] a:has-text("评选")');
    await mouse.click(`a:has-text("${NAME}")`);
    await page.waitForSelector('text=快照核对一致');
    await mouse.click('button:has-text("定稿，建议名单 1 人")');
    await mouse.click('button:has-text("定了，公布 1 人的名单")');
    await page.waitForSelector('.tag:has-text("已定稿")');
    expect(mouse.count()).toBe(4);
    expect(await statusOf(NAME)).toBe('CONFIRMED');
    const saving = page.waitForEvent('download');
    await page.click('button:has-text("下载评选报告")');
    const workbook = await openWorkbook(await readFile(await (await saving).path()));
    expect(workbook.worksheets.length).toBeGreaterThan(1);
  });

  it('a round whose period runs on cannot be frozen, said before the click; it is given up for a reason', async () => {
    const { street } = stage.street.tree;
    const round = { divisionId: street.id, name: '下半年', periodFrom: '2026-07-01', periodTo: '2026-12-31' };
    const body = { ...round, roles: ['BUILDING_HEAD'], basisDocument: '福街发〔2026〕13 号' };
    const made = await new PeopleApi(stage.booted).post('selection-rounds', { token: admin.token, body });
    const page = await stage.device('desk', admin);
    await stage.open(page, `/console/selections/${String(made.body['id'])}`);
    await page.waitForSelector('text=周期到12 月 31 日为止');
    await page.click('button:has-text("取消这一轮")');
    await page.fill('label:has-text("为什么取消") ~ textarea', '与上级评选重复');
    await page.click('button:has-text("取消这一轮，成绩表留着备查")');
    await page.waitForSelector('.tag:has-text("已取消")');
    expect(await statusOf('下半年')).toBe('CANCELLED');
  });
});
