import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { tmpdir } from 'node:os';
import { PASSWORD } from '../builders/people.builder';
import { type Account, inBrowser, WebStage } from '../support/browser';

/** What every list of the console does: conditions in the address, views with a name, the place one left, export. */
inBrowser('lists of the console', () => {
  let stage: WebStage;
  let admin: Account;

  beforeAll(async () => {
    stage = await WebStage.set({ role: 'api' });
    const { people, tree } = stage.street;
    admin = { username: (await people.staff('STREET_ADMIN', tree.street.id)).username, password: PASSWORD };
    for (let one = 0; one < 230; one += 1)
      await people.volunteer(tree.unit.id, { name: `王${'甲乙丙丁戊'[one % 5]}${'子丑寅卯辰巳'[one % 6]}` });
  });
  afterAll(() => stage.close());

  it('going back finds the list scrolled as it was, with the row marked that was opened', async () => {
    const page = await stage.device('desk', admin);
    await stage.open(page, '/console/volunteers');
    await page.waitForSelector('text=已显示 50 人');
    const scroll = `document.getElementById('content').scrollTo(0, 1e6)`;
    for (const count of [100, 150, 200]) {
      await page.evaluate(scroll);
      await page.waitForSelector(`text=/已显示 (${count}|2[0-9]{2}) 人/`);
    }
    await page.evaluate(scroll);
    await page.waitForSelector('text=全在这里了');
    // Of many rows only those near the screen are drawn.
    expect(await page.locator('tbody tr').count()).toBeLessThan(120);
    await page.evaluate(`document.getElementById('content').scrollTo(0, 5000)`);
    const row = page.locator('tbody th a').nth(25);
    await row.scrollIntoViewIfNeeded();
    const top = await page.evaluate<number>(`document.getElementById('content').scrollTop`);
    const address = await row.getAttribute('href');
    await row.click();
    await page.waitForSelector('text=回到名单');
    expect(await page.evaluate<number>(`document.getElementById('content').scrollTop`)).toBe(0);
    await page.goBack();
    await page.waitForSelector('tr.here a:focus');
    expect(await page.getAttribute('tr.here a', 'href')).toBe(address);
    await page.waitForFunction(`document.getElementById('content').scrollTop === ${String(top)}`);
  });

  it('a view with a name is an address; whoever opens it sees the same', async () => {
    const page = await stage.device('desk', admin);
    await stage.open(page, '/console/volunteers?status=PENDING');
    await page.click('button:has-text("存为常用")');
    await page.getByLabel('起个名字').focus();
    await page.keyboard.insertText('等审核的');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: '等审核的' }).waitFor();
    await page.click('button:has-text("不限条件")');
    await page.waitForURL((url) => !url.searchParams.has('status'));
    await page.reload();
    await page.getByRole('link', { name: '等审核的' }).click();
    await page.waitForSelector('text=这里还没有志愿者');
    expect(await page.getByLabel('状态', { exact: true }).inputValue()).toBe('PENDING');
  });

  it('an address that somebody spoilt asks for less, never for nonsense', async () => {
    const page = await stage.device('desk', admin);
    await stage.open(page, "/console/volunteers?status=' or 1=1&divisionId=1");
    await page.waitForSelector('text=已显示 50 人');
  });

  it('what is seen is taken away whole, page by page', async () => {
    const page = await stage.device('desk', admin);
    const folder = mkdtempSync(path.join(tmpdir(), 'list-'));
    await stage.open(page, '/console/volunteers');
    const coming = page.waitForEvent('download');
    await page.click('button:has-text("导出这个名单")');
    const file = path.join(folder, 'list.csv');
    await (await coming).saveAs(file);
    const text = readFileSync(file, 'utf8');
    rmSync(folder, { recursive: true });
    const lines = text.trimEnd().split('\r\n');
    expect(lines[0]).toBe('\uFEFF姓名,编号,住处,性别,年龄,手机,登记,状态');
    expect(lines).toHaveLength(231);
    await page.waitForSelector('text=导出了 230 行');
  });

  it('Ctrl+K finds a person from anywhere, by arrows and Enter; the name stands in no address', async () => {
    const page = await stage.device('desk', admin);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await stage.open(page, '/console');
    await page.keyboard.press('Control+k');
    await page.waitForSelector('input[aria-label="找什么"]:focus');
    await page.keyboard.insertText('王甲子');
    await page.waitForSelector('[role="option"]:has-text("王甲子") >> nth=1');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForSelector('h1:has-text("王甲子")');
    expect(page.url()).toContain('/console/volunteers/');
    expect(asked.filter((url) => decodeURIComponent(url).includes('王甲子'))).toEqual([]);
    // It works in a field, too, and finds pages; Esc leaves everything as it was.
    await page.keyboard.press('Control+k');
    await page.keyboard.insertText('审核');
    await page.waitForSelector('[role="option"]:has-text("审核台")');
    await page.keyboard.press('Escape');
    await page.waitForSelector('[role="dialog"]', { state: 'detached' });
    await page.waitForSelector('h1:has-text("王甲子")');
  });
});
