import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { eventually } from '../support/eventually';
import { setupOf } from '../../drill/installation/open-street';
import { buildServer, clearAway, type SpawnedServer, spawnServer } from '../support/spawn-server';

const ROOT = resolve(__dirname, '../..');
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const run = promisify(execFile);
const FLAGS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];
/** Addresses of pages in texts: whole ones of a local service, and paths in backticks that people open. */
const WHOLE = /http:\/\/127\.0\.0\.1:\d+([\w\-/.#?=]*)/g;
const PATHS = /`(\/(?:health|api\/docs|verify|kiosk|sign-in|invitation|setup|practice|operations)[\w\-/]*)(?:#\w+)?`/g;

function addressesIn(text: string): readonly string[] {
  return [...text.matchAll(WHOLE), ...text.matchAll(PATHS)].map(([, path]) => path ?? '');
}

const isThere = existsSync(CHROMIUM);
if (!isThere && process.env['REQUIRE_CHROMIUM'] === '1') throw new Error(`${CHROMIUM} is not there`);
if (!isThere) process.stdout.write(`not run: no browser at ${CHROMIUM} (Debian: apt-get install chromium)\n`);

/** Every address that README, docs and the console name, in a real browser: whoever opens one sees something. */
(isThere ? describe : describe.skip)('the addresses people are told', () => {
  let home: string;
  let dataDir: string;
  let browser: Browser;
  let server: SpawnedServer;

  beforeAll(async () => {
    buildServer();
    home = mkdtempSync(join(tmpdir(), 'volunteer-ledger-addresses-'));
    chmodSync(home, 0o755);
    dataDir = mkdtempSync(join(home, 'data-'));
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
    server = await spawnServer({ dataDir, staysUnchosen: true, env: { HOST: '127.0.0.1' } });
  }, 180_000);

  afterAll(async () => {
    await browser.close();
    await clearAway(server, dataDir);
    rmSync(home, { recursive: true, force: true });
  });

  /** What somebody sees who opens it: the words, and what the browser complained about. */
  async function open(path: string): Promise<{ page: Page; words: string; complaints: string[] }> {
    const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('response', (response) => {
      const { pathname } = new URL(response.url());
      const isFile = /\.(js|css|png|svg)$/.test(pathname);
      if (isFile && response.status() >= 400) complaints.push(`${pathname}: ${String(response.status())}`);
    });
    await page.goto(`${server.url}${path}`, { waitUntil: 'load' });
    await eventually(`content at ${path}`, async () => (await page.innerText('body')).trim().length > 10, 30_000);
    return { page, words: await page.innerText('body'), complaints };
  }

  it('before the choice: the address with the code shows the choice, any other leads to the setup', async () => {
    const { code } = setupOf(server.output())!;
    const setup = await open(`/setup#${code}`);
    await setup.page.waitForSelector('#choose:not([hidden])');
    expect(await setup.page.innerText('#choose')).toContain('正式使用');
    expect(setup.complaints).toEqual([]);
    const other = await open('/api/docs');
    expect(new URL(other.page.url()).pathname).toBe('/setup');
    await Promise.all([setup.page.close(), other.page.close()]);
  });

  it('in practice: every address of README, docs and the console has content, without an error', async () => {
    const { PATH, HOME, TMPDIR } = process.env;
    await run(process.execPath, [join(ROOT, 'dist/src/cli/main.js'), 'setup', '--practice', '--empty'], {
      cwd: ROOT,
      env: { PATH, HOME, TMPDIR, DATA_DIR: dataDir },
    });
    await eventually('the service answers', () => /接口\s+http/.test(server.output()), 60_000);

    const pages = ['README.md', ...readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`)];
    const told = pages.filter((name) => name.endsWith('.md')).map((name) => readFileSync(join(ROOT, name), 'utf8'));
    const paths = new Set([...told, server.output()].flatMap(addressesIn).map((path) => path.replace(/[#?].*/, '')));
    expect(paths.size).toBeGreaterThan(6);
    for (const path of paths) {
      const { page, words, complaints } = await open(path === '' ? '/' : path);
      expect({ path, complaints }).toEqual({ path, complaints: [] });
      expect({ path, isUnknown: words.includes('ROUTE_UNKNOWN') }).toEqual({ path, isUnknown: false });
      if (!path.startsWith('/health')) expect(words).toContain('练习数据，不作证明');
      await page.close();
    }
  });

  it('the page of the interface lists the routes', async () => {
    const { page, complaints } = await open('/api/docs');
    await page.waitForSelector('.opblock', { timeout: 60_000 });
    expect(await page.locator('.opblock').count()).toBeGreaterThan(50);
    expect(complaints).toEqual([]);
  });

  it('each practice account is one tap away', async () => {
    const { page } = await open('/practice');
    await page.locator('button[data-username]').first().click();
    await page.waitForURL(/\/console$/);
    const me = await page.request.get(`${server.url}/api/v1/auth/me`);
    expect(me.status()).toBe(200);
  });

  it('signs in on the page for it, and comes to the console', async () => {
    const { page } = await open('/sign-in');
    await page.waitForSelector('#wait', { state: 'hidden' });
    if (await page.isVisible('#to-password')) await page.click('#to-password');
    await page.fill('#username', 'zhou.qiming');
    await page.fill('#password', 'Zhiyuan-2026');
    await page.click('#send-password');
    await page.waitForURL(/\/console$/);
    await page.waitForSelector('text=周启明');
  });
});
