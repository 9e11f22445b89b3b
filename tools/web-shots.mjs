/**
 * docs/web/<page>.jpg: every page as people see it: of the phone side by side in the three text sizes and in the dark, of the
 * console in the light and in the dark.
 *
 *   npm run web:shots -- http://127.0.0.1:3000 [parts of the paths]
 *
 * asks a practice installation that runs there (`npm run demo`), signs in as its accounts, and opens one thing of each kind.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';

const root = path.resolve(import.meta.dirname, '..');
const [base = 'http://127.0.0.1:3000', ...parts] = process.argv.slice(2);
const target = path.join(root, 'docs/web');
const PASSWORD = 'Zhiyuan-2026';
const PHONE = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
const DESK = { viewport: { width: 1440, height: 900 } };
const LOOKS = [
  { text: 'standard', theme: 'light' },
  { text: 'elder', theme: 'light' },
  { text: 'huge', theme: 'light' },
  { text: 'standard', theme: 'dark' },
];

/** Paths as the router has them, in its own words: the build wrote them down. */
const shells = JSON.parse(readFileSync(path.join(root, 'web/dist/shells.json'), 'utf8'));
const paths = Object.values(shells).flatMap((addresses) => Object.keys(addresses));
const isDesk = (address) => address.startsWith('/console');

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});

/** Each account signs in once: the service counts how often somebody tries. */
const sessions = new Map();
async function sessionOf(username) {
  if (username === null) return undefined;
  if (!sessions.has(username)) {
    const context = await browser.newContext();
    const answer = await context.request.post(`${base}/api/v1/auth/sign-in`, {
      data: { username, password: PASSWORD },
      headers: { 'X-Session': 'cookie' },
    });
    if (!answer.ok()) throw new Error(`${username}: ${answer.status()}`);
    sessions.set(username, await context.storageState());
    await context.close();
  }
  return sessions.get(username);
}

/** A phone or a desk of one account; null for a stranger. */
async function contextOf(username, theme, device) {
  return browser.newContext({
    ...device,
    colorScheme: theme,
    ...{ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', serviceWorkers: 'block' },
    storageState: await sessionOf(username),
  });
}

/** The first of a list of the interface, for an address with a place for it. */
async function first(context, list, key = 'id') {
  const answer = await context.request.get(`${base}/api/v1/${list}`);
  const { items = [] } = answer.ok() ? await answer.json() : {};
  return items[0]?.[key] ?? '00000000-0000-7000-8000-000000000000';
}

const fillers = {
  ':activityId': (context) => first(context, 'activities'),
  ':recordId': (context, isAtDesk) => first(context, isAtDesk ? 'records' : 'me/records'),
  ':seq': () => '1',
  ':queue': () => 'records',
  ':volunteerId': (context) => first(context, 'volunteers?status=ACTIVE'),
  ':purpose': () => 'RANKING_DISPLAY',
  ':shiftId': (context) => first(context, 'managed-shifts'),
  ':sheetId': (context) => first(context, 'paper-sheets'),
  ':openingId': (context) => first(context, 'opening-imports'),
  ':importId': (context) => first(context, 'people-imports'),
  ':teamId': (context) => first(context, 'teams'),
  ':runId': (context) => first(context, 'recompute-runs'),
  ':roundId': (context) => first(context, 'selection-rounds'),
  ':userId': (context) => first(context, 'users'),
  ':spotCheckId': (context) => first(context, 'spot-checks'),
  ':certificateId': (context) => first(context, 'certificates?status=VALID'),
  ':kind': (context) => first(context, 'policies', 'kind'),
  ':version': (context) => first(context, 'policies', 'version'),
};

/** Who of the street works at which pages of the console; elsewhere a clerk of a community does. */
const DESKS = [
  [/^\/console\/(audit|ledger)/, 'he.jingyi'],
  [/^\/console\/(system|calendar)/, 'zhou.qiming'],
  [/^\/console\/(accounts|new-account|deputies)/, 'sun.lihua'],
  [/^\/console\/selections/, 'liu.zhenguo'],
  [
    /^\/console\/(policies|kinds|points|certificates|reports|coverage|oversight|spot|visits|sanity|imports.old|records.recompute)/,
    'zhang.xiaohong',
  ],
];

/** Who sees a page: leaders theirs, volunteers theirs, everybody the others. */
function accountOf(address) {
  if (isDesk(address)) return DESKS.find(([pages]) => pages.test(address))?.[1] ?? 'wang.yunxia';
  if (address.startsWith('/m/lead')) return 'lu.lin';
  return address.startsWith('/m') ? 'guo.wenjun' : null;
}

async function addressOf(address, context) {
  let filled = address;
  for (const [place, find] of Object.entries(fillers)) {
    if (filled.includes(place)) filled = filled.replace(place, await find(context, isDesk(address)));
  }
  return filled;
}

async function shoot(address, { text, theme }) {
  const context = await contextOf(accountOf(address), theme, isDesk(address) ? DESK : PHONE);
  const page = await context.newPage();
  await page.addInitScript((size) => localStorage.setItem('volunteer-ledger.text-size', size), text);
  await page.goto(base + (await addressOf(address, context)));
  await page.waitForSelector('h1');
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(300);
  const picture = await page.screenshot({ type: 'jpeg', quality: 80 });
  await context.close();
  return picture.toString('base64');
}

/** The pictures of one page in a row. */
async function joined(pictures, file, width) {
  const size = { width: pictures.length * (width + 16), height: 100 };
  const page = await browser.newPage({ viewport: size });
  const row = pictures.map((data) => `<img src="data:image/jpeg;base64,${data}">`).join('');
  await page.setContent(
    `<style>body{margin:8px;display:flex;align-items:flex-start;gap:16px;background:#8a94a3}img{width:${width}px}</style>${row}`,
  );
  await page.waitForFunction(() => [...document.images].every((image) => image.complete && image.naturalHeight > 0));
  await page.screenshot({ path: file, type: 'jpeg', quality: 60, fullPage: true });
  await page.close();
}

mkdirSync(target, { recursive: true });
const isWanted = (address) => parts.length === 0 || parts.some((part) => address.includes(part));
for (const address of paths.filter(isWanted)) {
  const pictures = [];
  const looks = isDesk(address) ? LOOKS.filter(({ text }) => text === 'standard') : LOOKS;
  for (const look of looks) pictures.push(await shoot(address, look));
  const name = address === '/' ? 'home' : address.slice(1).replace(/\/:?/g, '-').replace(/^m$/, 'm-today');
  await joined(pictures, path.join(target, `${name}.jpg`), isDesk(address) ? 960 : 360);
  process.stdout.write(`docs/web/${name}.jpg\n`);
}
await browser.close();
