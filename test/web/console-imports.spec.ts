import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ExcelJS from 'exceljs';
import { Client } from 'pg';
import type { Browser, Page } from 'playwright-core';
import { bringUp } from '../../bench/harness/open-application';
import { CreateDivision } from '../../src/place/divisions';
import { EmbeddedDatabase, ensureSecrets } from '../../src/platform/data/embedded';
import { UserAccounts } from '../../src/platform/security/accounts/user-accounts';
import { listFile, listRow, type ListRow } from '../builders/people-list.builder';
import { chooseRealUse } from '../support/choose-real-use';
import { eventually } from '../support/eventually';
import { faultsOf, inBrowser, openBrowser } from '../support/browser';
import { buildServer, clearAway, type SpawnedServer, spawnServer } from '../support/spawn-server';
import { bySystem } from '../support/system';

const PASSWORD = 'import-story-4711';
const CODE = 'S-COMMUNITY';
const PEOPLE = 800;
const MANY = 2_000;
const env = { LOG_LEVEL: 'error', RATE_LIMITS: 'off', NODE_ENV: 'test', HOST: '127.0.0.1' };
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What somebody types wrong, by row, and what is right. */
const PLANTED: Readonly<Record<number, Partial<ListRow>>> = {
  3: { phone: '1.39E+10' },
  40: { divisionCode: 'S-NOWHERE' },
  41: { consentVersion: null },
  500: { name: null },
  777: { politicalStatus: '党 员' },
};

/** A list of people from the file to the report: errors mended, the service killed in the middle, another who admits them. */
inBrowser('imports at the desk', () => {
  let dataDir: string;
  let server: SpawnedServer;
  let browser: Browser;
  const complaints: string[] = [];

  beforeAll(async () => {
    buildServer();
    dataDir = await mkdtemp(path.join(tmpdir(), 'vl-import-story-'));
    await furnish();
    server = await spawnServer({ dataDir, env });
    browser = await openBrowser();
  }, 180_000);

  afterAll(async () => {
    await browser.close();
    await clearAway(server, dataDir);
    expect(complaints).toEqual([]);
  });

  async function furnish(): Promise<void> {
    const { app, close } = await bringUp({ DATA_DIR: dataDir, ...env });
    try {
      await chooseRealUse(app);
      let parentId: string | null = null;
      for (const kind of ['DISTRICT', 'STREET', 'COMMUNITY'] as const) {
        const command = { parentId, kind, code: `S-${kind}`, name: kind === 'COMMUNITY' ? '福民社区' : kind };
        const made: { id: string } = await app.get(CreateDivision, { strict: false }).execute(bySystem(), command);
        parentId = made.id;
      }
      const grants = [{ role: 'COMMUNITY_WORKER' as const, divisionId: parentId! }];
      const accounts = app.get(UserAccounts, { strict: false });
      for (const [username, displayName] of [
        ['clerk', '程立春'],
        ['colleague', '周小满'],
      ] as const)
        await accounts.create(bySystem(), { username, password: PASSWORD, displayName, grants });
    } finally {
      await close();
    }
  }

  async function desk(username: string): Promise<Page> {
    const context = await browser.newContext({
      ...{ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' },
      serviceWorkers: 'block',
    });
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    const answer = await context.request.post(`${server.url}/api/v1/auth/sign-in`, {
      data: { username, password: PASSWORD },
      headers: { 'X-Session': 'cookie' },
    });
    expect(answer.ok()).toBe(true);
    return page;
  }

  const xlsx = (name: string, buffer: Buffer) => ({ name, mimeType: XLSX, buffer });
  const rowsOf = (count: number, from: number, planted: typeof PLANTED = {}) =>
    Array.from({ length: count }, (_, index) => listRow(from + index, CODE, planted[index + 3] ?? {}));

  async function taken(page: Page, button: string): Promise<ExcelJS.Workbook> {
    const [download] = await Promise.all([page.waitForEvent('download'), page.click(`button:has-text("${button}")`)]);
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(await download.path());
    return book;
  }

  async function ask<T>(sql: string): Promise<T> {
    const database = new Client(EmbeddedDatabase.running(dataDir, ensureSecrets(dataDir))!.url);
    await database.connect();
    try {
      return (await database.query(sql)).rows[0] as T;
    } finally {
      await database.end();
    }
  }

  /** The error workbook as a clerk mends it: what is wrong is put right, and nothing else is touched. */
  async function mended(book: ExcelJS.Workbook): Promise<Buffer> {
    const sheet = book.worksheets[0]!;
    let headers: readonly string[] = [];
    sheet.eachRow((row) => {
      const texts = (row.values as readonly unknown[]).map((value) => (typeof value === 'string' ? value : ''));
      if (texts.includes('原行号')) headers = texts;
      const number = Number(row.getCell(Math.max(1, headers.indexOf('原行号'))).value);
      if (headers.length === 0 || !(number in PLANTED)) return;
      const right = listRow(number - 3, CODE);
      const cells: readonly (readonly [string, unknown])[] = [
        ['手机号', right.phone],
        ['区划代码', right.divisionCode],
        ['同意书版本', right.consentVersion],
        ['姓名', right.name],
        ['政治面貌', right.politicalStatus],
      ];
      for (const [header, value] of cells) row.getCell(headers.indexOf(header)).value = value as string;
    });
    return Buffer.from(await book.xlsx.writeBuffer());
  }

  it('planted errors are mended by the error workbook alone; a kill in the middle registers nobody twice', async () => {
    const page = await desk('clerk');
    await page.goto(`${server.url}/console/imports`);
    await page.setInputFiles('input[type=file]', xlsx('花名册.xlsx', await listFile(rowsOf(PEOPLE, 0, PLANTED))));
    await page.waitForSelector('h1:has-text("检查结果")');
    await page.waitForSelector('text=还有 5 行要改，改好才能确认');
    expect(await page.getAttribute('button:has-text("确认导入")', 'aria-disabled')).toBe('true');
    await page.waitForSelector('tbody th:has-text("第 777 行")');
    expect(await page.innerText('tbody')).toContain('手机号被电子表格改成了科学计数');
    await page.click('nav[aria-label="按列看错误"] button:has-text("区划代码")');
    await page.waitForSelector('text=已显示 1 处');
    expect(await page.innerText('tbody')).toContain('S-NOWHERE');
    expect(await faultsOf(page)).toEqual([]);

    const wrong = await taken(page, '下载错误表');
    await page.setInputFiles('input[type=file]', xlsx('错误表.xlsx', await mended(wrong)));
    await page.waitForSelector(`text=${String(PEOPLE)} 行都没有错`);
    await page.click(`button:has-text("确认导入 ${String(PEOPLE)} 人")`);
    await page.waitForSelector('h1:has-text("正在导入")');

    // Leaving loses nothing: it is found again by what runs.
    await page.click('nav[aria-label="主菜单"] a[href="/console"]');
    await page.click(`a:has-text("导入志愿者 ${String(PEOPLE)} 行")`);
    await page.waitForSelector('h1:has-text("正在导入")');
    await eventually('some rows are done', async () => {
      const { count } = await ask<{ count: number }>('select count(*)::int as count from people_import_result');
      return count >= 100;
    });
    const port = new URL(server.url).port;
    server.kill('SIGKILL');
    await server.exited;
    await page.waitForSelector('text=暂时连不上服务');
    server = await spawnServer({ dataDir, env: { ...env, PORT: port } });
    await page.waitForSelector(`text=导入完成：登记 ${String(PEOPLE)} 人`, { timeout: 150_000 });
    expect(
      await ask(`select count(*)::int as people, count(distinct id_number_index)::int as numbers,
        count(distinct name)::int as names from volunteer`),
    ).toEqual({ people: PEOPLE, numbers: PEOPLE, names: PEOPLE });
    const report = await taken(page, '下载报告');
    expect(report.worksheets[0]?.getRow(2).getCell(1).text).toContain(`已新增 ${String(PEOPLE)} 行`);

    // Who confirmed reads before any click that another admits them, and who.
    expect(await page.innerText('main')).toContain('周小满（福民社区社区工作者）');
    expect(await page.locator('a:has-text("去审核这份名单")').count()).toBe(0);
    await page.context().close();
  }, 400_000);

  it('the list waits for a colleague, who admits all of it by one key', async () => {
    const page = await desk('colleague');
    await page.goto(`${server.url}/console`);
    await page.click('a:has-text("导入的名单")');
    await page.waitForSelector(`text=通过，${String(PEOPLE)} 人成为志愿者`);
    await page.keyboard.press('a');
    await page.waitForSelector('li.decided');
    await page.click('nav[aria-label="主菜单"] a[href="/console"]');
    await eventually(
      'all are volunteers',
      async () => {
        const { count } = await ask<{ count: number }>(
          `select count(*)::int as count from volunteer where status = 'ACTIVE'`,
        );
        return count === PEOPLE;
      },
      120_000,
    );
    await page.context().close();
  }, 200_000);

  it('two thousand rows without an error are three clicks', async () => {
    const page = await desk('clerk');
    await page.goto(`${server.url}/console/imports`);
    await page.waitForSelector('h1');
    let clicks = 0;
    const click = async (selector: string): Promise<void> => {
      clicks += 1;
      await page.click(selector);
    };
    const chosen = page.waitForEvent('filechooser');
    await click('label:has-text("选择文件")');
    await (await chosen).setFiles(xlsx('花名册.xlsx', await listFile(rowsOf(MANY, 10_000))));
    await click('button:has-text("确认导入 2,000 人")');
    await page.waitForSelector('text=导入完成：登记 2,000 人', { timeout: 240_000 });
    const download = page.waitForEvent('download');
    await click('button:has-text("下载报告")');
    expect((await download).suggestedFilename()).toBe('志愿者导入报告.xlsx');
    expect(clicks).toBe(3);
    await page.context().close();
  }, 400_000);
});
