/**
 * docs/web/<page>.jpg: every page of the phone as people see it, side by side in the three text sizes and in the dark.
 *
 *   npm run web:shots -- http://127.0.0.1:3000 [a part of the paths]
 *
 * asks a practice installation that runs there (`npm run demo`), signs in as its accounts, and opens one thing of each kind.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';

const root = path.resolve(import.meta.dirname, '..');
const [base = 'http://127.0.0.1:3000', part = ''] = process.argv.slice(2);
const target = path.join(root, 'docs/web');
const PASSWORD = 'Zhiyuan-2026';
const LOOKS = [
  { text: 'standard', theme: 'light' },
  { text: 'elder', theme: 'light' },
  { text: 'huge', theme: 'light' },
  { text: 'standard', theme: 'dark' },
];

/** Paths as the router has them, in its own words: the build wrote them down. */
const paths = Object.keys(JSON.parse(readFileSync(path.join(root, 'web/dist/shells.json'), 'utf8'))['phone.html']);

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

/** A phone of one account; null for a stranger. */
async function contextOf(username, theme) {
  return browser.newContext({
    ...{ viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, colorScheme: theme },
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
  ':recordId': (context) => first(context, 'me/records'),
  ':seq': () => '1',
  ':purpose': () => 'RANKING_DISPLAY',
  ':shiftId': (context) => first(context, 'managed-shifts'),
};

/** Who sees a page: leaders theirs, volunteers theirs, everybody the others. */
function accountOf(address) {
  if (address.startsWith('/m/lead')) return 'lu.lin';
  return address.startsWith('/m') ? 'guo.wenjun' : null;
}

async function addressOf(address, context) {
  let filled = address;
  for (const [place, find] of Object.entries(fillers)) {
    if (filled.includes(place)) filled = filled.replace(place, await find(context));
  }
  return filled;
}

async function shoot(address, { text, theme }) {
  const context = await contextOf(accountOf(address), theme);
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
async function joined(pictures, file) {
  const page = await browser.newPage({ viewport: { width: 4 * 376, height: 756 } });
  const row = pictures.map((data) => `<img src="data:image/jpeg;base64,${data}">`).join('');
  await page.setContent(
    `<style>body{margin:8px;display:flex;gap:16px;background:#8a94a3}img{width:360px}</style>${row}`,
  );
  await page.screenshot({ path: file, type: 'jpeg', quality: 60 });
  await page.close();
}

mkdirSync(target, { recursive: true });
for (const address of paths.filter((one) => one.includes(part))) {
  const pictures = [];
  for (const look of LOOKS) pictures.push(await shoot(address, look));
  const name = address === '/' ? 'home' : address.slice(1).replace(/\/:?/g, '-').replace(/^m$/, 'm-today');
  await joined(pictures, path.join(target, `${name}.jpg`));
  process.stdout.write(`docs/web/${name}.jpg\n`);
}
await browser.close();
