import type { Page } from 'playwright-core';
import { MakeCheckpoint } from '../../src/ledger/evidence';
import { PASSWORD } from '../builders/people.builder';
import { type Account, inBrowser, WebStage } from '../support/browser';

interface Served {
  readonly path: string[];
  readonly entry: { amount: number };
}

/** An auditor proves a minute at the desk, sees that a changed byte is noticed, and reads who did what. */
inBrowser('an auditor at the desk', () => {
  let stage: WebStage;
  let auditor: Account;
  /** What the auditor copied down, out of the street's reach. */
  let kept: string;

  beforeAll(async () => {
    stage = await WebStage.set();
    const { people, tree } = stage.street;
    auditor = { username: (await people.staff('AUDITOR', tree.street.id)).username, password: PASSWORD };
    const { id } = await people.volunteer(tree.unit.id, { name: '叶佳美', phone: '13600007733' });
    const shift = await stage.street.shift('09:00', '11:00');
    await stage.street.attend(id, shift, '08:50', '11:20');
    await stage.street.closeAndCompute(shift);
    await stage.street.confirmAll();
    await stage.booted.get(MakeCheckpoint).execute();
    const answer = await fetch(`${stage.booted.url}/api/v1/ledger/checkpoints?limit=1`);
    const { items } = (await answer.json()) as { items: { number: number; root: string }[] };
    kept = `${String(items[0]?.number)} ${items[0]?.root ?? ''}`;
    stage.itIs('2026-12-20 10:00');
  });
  afterAll(() => stage.close());

  /** To the steps of the first entry of the person: three clicks from anywhere. */
  async function proveFirstEntry(page: Page): Promise<void> {
    await page.click('nav a:has-text("证明一笔")');
    await page.fill('#find-owner', '叶佳美');
    await page.press('#find-owner', 'Enter');
    await page.click('button:has-text("叶佳美")');
    await page.click('button:has-text("证明第 1 笔")');
    await page.waitForSelector('h3:has-text("所在的树")');
  }

  it('proves a minute against a root of their own in three clicks, from the punches on', async () => {
    const page = await stage.device('desk', auditor);
    await stage.open(page, '/console/audit');
    await proveFirstEntry(page);
    await page.waitForSelector('text=还没有与您抄下的根比较');
    await page.waitForSelector('text=08:50 签到');
    await page.fill('#own-root-text', kept);
    await page.waitForSelector('text=证明成立。');
    expect(await page.locator('.tag:has-text("对得上")').count()).toBe(5);
    expect(page.url()).not.toContain(encodeURIComponent('叶佳美'));
    await page.selectOption('#alter', 'AMOUNT');
    await page.waitForSelector('text=断在“这一笔”这一步');
    await page.selectOption('#alter', '');
    await page.waitForSelector('text=证明成立。');
    await page.fill('#own-root-text', `${kept.slice(0, -1)}${kept.endsWith('0') ? '1' : '0'}`);
    await page.waitForSelector('text=断在“您抄下的根”这一步');
  });

  it('refuses what was changed by one byte on the way, and says where', async () => {
    const page = await stage.device('desk', auditor);
    await page.route('**/ledger/proof*', async (route) => {
      const response = await route.fetch();
      const proof = (await response.json()) as Served;
      proof.entry.amount += 1;
      await route.fulfill({ response, json: proof });
    });
    await stage.open(page, '/console/audit');
    await proveFirstEntry(page);
    await page.waitForSelector('text=断在“这一笔”这一步');
    expect(await page.locator('text=证明成立。').count()).toBe(0);
  });

  it('has the whole ledger audited in the background, and finds the audit again by its address', async () => {
    const page = await stage.device('desk', auditor);
    await stage.open(page, '/console/audit');
    await page.click('button:has-text("从头核对整本台账")');
    await page.waitForSelector('h2:has-text("发起的核对")');
    const address = page.url();
    await stage.open(page, '/console/audit/log');
    await page.waitForSelector('th:has-text("发起台账核对")');
    await page.goto(address);
    await page.waitForSelector('.panel:has-text("发起的核对") .tag:has-text("完好")');
    await page.waitForSelector('table:has-text("历次核对") .tag:has-text("完好")');
  });

  it('reads the audit log in words, and the address is the filter', async () => {
    const page = await stage.device('desk', auditor);
    await stage.open(page, '/console/audit/log');
    await page.selectOption('label:has-text("动作") select', 'identity.sign-in');
    await page.waitForSelector('tbody th:has-text("登录")');
    expect(new URL(page.url()).searchParams.get('action')).toBe('identity.sign-in');
    await page.selectOption('select:has(option[value="REFUSED"])', 'REFUSED');
    await page.waitForSelector('text=没有符合的');
  });

  it('sees a checkpoint in full, and that nothing before it was changed', async () => {
    const page = await stage.device('desk', auditor);
    await stage.open(page, '/console/audit/checkpoints?number=1');
    await page.waitForSelector('.tag:has-text("各树合成这个根")');
    await page.waitForSelector('.tag:has-text("签名对")');
    await page.click('button:has-text("证明没有改过")');
    await page.waitForSelector('text=棵台账树都是原样');
  });
});
