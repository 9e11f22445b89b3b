import { PASSWORD } from '../builders/people.builder';
import { PublishPolicy } from '../../src/place/policies';
import { UnitOfWork } from '../../src/platform/data/database/unit-of-work';
import { askThenDecide } from '../support/decisions';
import { eventually } from '../support/eventually';
import { type Account, inBrowser, WebStage } from '../support/browser';

/** A rule at the desk: read, written anew with what changed marked, asked by one and decided by another. */
inBrowser('policies at the desk', () => {
  let stage: WebStage;

  beforeAll(async () => {
    stage = await WebStage.set({ role: 'api' });
    await ownRule();
    stage.itIs('2026-11-30 09:00');
  });
  afterAll(() => stage.close());

  async function admin(): Promise<Account> {
    const { username } = await stage.street.people.staff('STREET_ADMIN', stage.street.tree.street.id);
    return { username, password: PASSWORD };
  }

  async function versions(): Promise<readonly string[]> {
    const rows = await stage.booted
      .get(UnitOfWork)
      .read<{ version: string }>("select version from policy where kind = 'HOURS' order by version");
    return rows.map(({ version }) => version);
  }

  /** The street's own hours rule, asked by one and decided by another nine days before the story. */
  async function ownRule(): Promise<void> {
    const [known] = await stage.booted
      .get(UnitOfWork)
      .read<{ body: object }>("select body from policy where kind = 'HOURS' limit 1");
    const body = { ...known?.body, version: 'hours-2', effectiveFrom: '2026-11-25' };
    const wish = { kind: 'HOURS' as const, divisionId: stage.street.tree.street.id, body, reason: '本街道的规则' };
    await askThenDecide(stage.booted, (context) => stage.booted.get(PublishPolicy).execute(context, wish));
  }

  it('says every figure in words, marks what is changed, and another person publishes it', async () => {
    const page = await stage.device('desk', await admin());
    await stage.open(page, '/console/policies');
    await page.click('section:has-text("时长规则") a:has-text("第 2 版")');
    await page.waitForSelector('h1:has-text("时长规则第 2 版")');
    await page.waitForSelector('th:has-text("一天自动认定最多")');
    expect(await page.innerText('main')).not.toMatch(/Minutes|dayCaps/);
    await page.click('button:has-text("照这一版写下一版")');
    await page.fill('label:has-text("一天自动认定最多") + input', '30');
    await page.fill('label:has-text("为什么改") ~ textarea', '居民代表会提出');
    await page.click('button:has-text("提出这一版（改 1 项）")');
    await page.waitForSelector('.wrong-list li:has-text("一天自动认定最多")');
    await page.fill('label:has-text("一天自动认定最多") + input', '420');
    await page.waitForSelector('.line.changed del:has-text("480")');
    await page.click('button:has-text("提出这一版（改 1 项）")');
    await page.waitForSelector('text=已提出，等另一位同事批准');
    expect(await versions()).toEqual(['hours-1', 'hours-2']);
    const second = await stage.device('desk', await admin());
    await stage.open(second, '/console/policies');
    await second.click('a:has-text("去决定")');
    await second.waitForSelector('section.detail .bar');
    await second.keyboard.press('a');
    await second.waitForSelector('li.decided');
    await second.click('nav[aria-label="主菜单"] a[href="/console"]');
    await eventually('it is published', async () => (await versions()).includes('hours-3'));
    await stage.open(second, '/console/policies/HOURS/hours-3');
    await second.waitForSelector('tr.changed:has-text("一天自动认定最多") del:has-text("480")');
  });
});
