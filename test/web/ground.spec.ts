import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { consolePaths } from '../../web/src/entries/console-paths';
import { phonePaths } from '../../web/src/entries/phone-paths';
import { inBrowser, WebStage } from '../support/browser';

const DIST = resolve(__dirname, '../../web/dist');

interface ManifestPart {
  readonly file: string;
  readonly imports?: readonly string[];
}

const manifest = JSON.parse(readFileSync(join(DIST, '.vite/manifest.json'), 'utf8')) as Record<string, ManifestPart>;

/** What a browser loads for a page: its part and everything that part imports, compressed. */
function kilobytesOf(...parts: readonly string[]): number {
  const files = new Set<string>();
  const add = (name: string): void => {
    const part = manifest[name];
    if (!part || files.has(part.file)) return;
    files.add(part.file);
    part.imports?.forEach(add);
  };
  parts.forEach(add);
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(DIST, file))).length, 0) / 1024;
}

describe('the parts of the web', () => {
  // The goal is 60: Vue takes 26 of it, the queries 12, the router 9 (docs/web.md).
  it('the first page of the phone does not grow beyond 67 KB', () => {
    expect(kilobytesOf('phone.html', 'src/features/today/TodayPage.vue')).toBeLessThanOrEqual(67);
  });
});

describe('the parts of the console', () => {
  it('has the style of the desk alone: that of the phone would lie over it', () => {
    const styles = readFileSync(join(DIST, 'console.html'), 'utf8').match(/assets\/[\w-]+\.css/g) ?? [];
    expect(styles.map((name) => name.replace(/-.{8}\.css$/, ''))).toEqual([
      'assets/both-style',
      'assets/console-style',
    ]);
  });

  it('the first page stays below 130 KB, and the desk of reviews below 350', () => {
    expect(kilobytesOf('console.html', 'src/features/waiting/desk/InboxPage.vue')).toBeLessThanOrEqual(130);
    expect(kilobytesOf('console.html', 'src/features/reviews/desk/ReviewsPage.vue')).toBeLessThanOrEqual(350);
  });
});

inBrowser('the ground of the web', () => {
  let stage: WebStage;

  beforeAll(async () => {
    stage = await WebStage.set({ role: 'api' });
  });

  afterAll(() => stage.close());

  it('every address of the router has its page, from memory and with a policy; any other is unknown', async () => {
    for (const address of [...phonePaths, ...consolePaths]) {
      const path = address.replace(/:\w+/g, 'one');
      const answer = await fetch(`${stage.booted.url}${path}`);
      expect({ path, status: answer.status }).toEqual({ path, status: 200 });
      expect(answer.headers.get('content-security-policy')).toContain("script-src 'self';");
      expect(await answer.text()).not.toMatch(/<script(?![^>]* src=)|style=/);
      const etag = answer.headers.get('etag') ?? '';
      expect((await fetch(`${stage.booted.url}${path}`, { headers: { 'if-none-match': etag } })).status).toBe(304);
    }
    for (const path of ['/m/nowhere', '/assets/nothing.js', '/console.html']) {
      expect({ path, status: (await fetch(`${stage.booted.url}${path}`)).status }).toEqual({ path, status: 404 });
    }
  });

  it('an unknown address is a page with a way out for people, and a problem for programs', async () => {
    const page = await stage.device('phone');
    await stage.open(page, '/m/nowhere');
    expect(await page.innerText('h1')).toBe('没有这一页');
    await page.click('text=回首页');
    await page.waitForURL((url) => url.pathname === '/');
    const answer = await fetch(`${stage.booted.url}/m/nowhere`);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it('a part that is gone since an update: the page is loaded anew, once, and leads on', async () => {
    const page = await stage.device('phone');
    await stage.open(page, '/');
    let asked = 0;
    await page.route('**/assets/TypeCodePage-*.js', async (route) => {
      asked += 1;
      if (asked === 1) await route.fulfill({ status: 404, body: '' });
      else await route.continue();
    });
    await page.click('a[href="/verify"]');
    await page.waitForSelector('h1:has-text("核验证明")');
    expect(new URL(page.url()).pathname).toBe('/verify');
    expect(asked).toBe(2);
  });

  it('without network and without the part, the page stays and says why', async () => {
    const page = await stage.device('phone');
    await stage.open(page, '/');
    await page.route('**/assets/TypeCodePage-*.js', (route) => route.abort());
    await page.route('**/manifest.webmanifest', (route) => route.abort());
    await page.click('a[href="/verify"]');
    await page.waitForSelector('text=没有网络，那一页打不开');
    expect(await page.innerText('h1')).toBe('家门口的志愿服务');
  });

  it('a page that was open once opens again without network', async () => {
    const resident = await stage.resident();
    const page = await stage.device('phone', resident, { keepsPages: true });
    await stage.open(page, '/m');
    await page.evaluate('navigator.serviceWorker.ready');
    await stage.open(page, '/m');
    await page.context().setOffline(true);
    await page.reload();
    await page.waitForSelector('h1');
    await page.waitForSelector('text=连不上网络');
  });

  it('whoever is not signed in signs in first, and comes back', async () => {
    const page = await stage.device('phone');
    await page.goto(`${stage.proxy.url}/m`);
    await page.waitForURL(/\/sign-in/);
    expect(new URL(page.url()).searchParams.get('next')).toBe('/m');
  });

  it('keeps what is written for large text on the device, for the next page', async () => {
    const page = await stage.device('phone');
    await stage.open(page, '/verify');
    await page.click('text=长辈版');
    await stage.open(page, '/verify');
    expect(await page.evaluate('document.documentElement.dataset.text')).toBe('elder');
  });
});
