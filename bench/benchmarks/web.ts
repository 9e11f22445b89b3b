import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import type { Workbench } from '../harness/benchmark';
import { openBenchServer } from '../harness/databases';
import { loadPerCpu, machineLine } from '../harness/machine';
import { median, rounded } from '../harness/statistics';
import { type Application, application } from './punch/contestants';

export const webName = 'web';
export const webDescription =
  '手机和工作台的页面多久能用：空缓存，处理器慢四倍，1.6 Mbit/s、150 毫秒往返，到按钮能点为止';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
/** A cheap phone on a weak network. */
const SLOW_CPU = 4;
const NETWORK = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };

const PHONE = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
const DESK = { viewport: { width: 1_440, height: 900 } };

interface WatchedPage {
  readonly name: string;
  readonly path: string;
  /** There when the page can be used. */
  readonly ready: string;
  readonly goalMs: number | null;
}

export interface WebLine {
  readonly name: string;
  readonly readyMs: number;
  readonly slowestMs: number;
  readonly kilobytes: number;
  readonly goalMs: number | null;
}

export interface WebResult {
  readonly server: string;
  readonly rounds: number;
  readonly loadPerCpuBefore: number;
  readonly lines: readonly WebLine[];
}

/** Opens each page anew, in turns, in a browser that has kept nothing. */
export async function measureWeb(rounds: number, say: (line: string) => void): Promise<WebResult> {
  if (!existsSync(CHROMIUM)) throw new Error(`没有浏览器 ${CHROMIUM}（Debian：apt-get install chromium）`);
  const loadPerCpuBefore = loadPerCpu();
  const server = await openBenchServer(process.env['BENCH_DATABASE_URL']);
  const cleaners: (() => Promise<void> | void)[] = [() => server.stop()];
  try {
    const workbench: Workbench = {
      options: { rounds, seconds: 1, connections: 1, entries: 0, accounts: 0 },
      createDatabase: (purpose) => server.createDatabase(purpose),
      onFinish: (clean) => void cleaners.push(clean),
      say,
    };
    const target = await application(workbench, { people: 20, shifts: 2, isEverybodyEverywhere: true });
    await target.punches.getReady(target.crowd.shiftIds);
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--headless'] });
    cleaners.push(() => browser.close());
    const pages = await pagesOf(target);
    const taken = new Map<string, Opened[]>(pages.map(({ name }) => [name, []]));
    for (let round = 0; round < rounds; round += 1) {
      for (const page of pages) taken.get(page.name)?.push(await open(browser, target, page));
      say(`第 ${round + 1}/${rounds} 轮`);
    }
    const lines = pages.map(({ name, goalMs }) => lineOf(name, goalMs, taken.get(name) ?? []));
    return { server: server.description, rounds, loadPerCpuBefore, lines };
  } finally {
    for (const clean of cleaners.reverse()) await clean();
  }
}

/** The floor is a page of the server that says one sentence. */
async function pagesOf({ port, punches, crowd }: Application): Promise<readonly WatchedPage[]> {
  const [shiftId = ''] = crowd.shiftIds;
  const shown = await fetch(`http://127.0.0.1:${port}/api/v1/shifts/${shiftId}/code?direction=IN`, {
    headers: punches.leaderHeaders(),
  });
  const { link } = (await shown.json()) as { link: string };
  return [
    { name: '地板：服务器的一句话', path: '/verify/AAAA-BBBB', ready: 'h1', goalMs: null },
    { name: '扫码页', path: new URL(link).pathname, ready: 'button:visible', goalMs: 600 },
    { name: '首页', path: '/', ready: 'h1', goalMs: null },
    { name: '今天（已登录）', path: '/m', ready: 'main a.button', goalMs: 1_300 },
    { name: '待办', path: '/console', ready: 'main li, main a:has-text("清扫")', goalMs: 2_600 },
    { name: '活动名单', path: '/console/activities', ready: 'main a:has-text("清扫")', goalMs: 2_600 },
  ];
}

interface Opened {
  readonly readyMs: number;
  readonly bytes: number;
}

async function open(browser: Browser, { port, punches }: Application, page: WatchedPage): Promise<Opened> {
  const isDesk = page.path.startsWith('/console');
  const context: BrowserContext = await browser.newContext({
    ...(isDesk ? DESK : PHONE),
    ...(isDesk && { extraHTTPHeaders: { ...punches.clerkHeaders() } }),
    ...(page.path === '/m' && { extraHTTPHeaders: { ...punches.headers(0) } }),
    serviceWorkers: 'block',
  });
  try {
    const tab = await context.newPage();
    const session = await context.newCDPSession(tab);
    let bytes = 0;
    session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', NETWORK);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOW_CPU });
    const began = performance.now();
    await tab.goto(`http://127.0.0.1:${port}${page.path}`, { waitUntil: 'commit' });
    await tab.waitForSelector(page.ready, { timeout: 30_000 });
    return { readyMs: performance.now() - began, bytes };
  } finally {
    await context.close();
  }
}

function lineOf(name: string, goalMs: number | null, opened: readonly Opened[]): WebLine {
  const times = opened.map(({ readyMs }) => readyMs);
  return {
    name,
    goalMs,
    readyMs: rounded(median(times), 0),
    slowestMs: rounded(Math.max(...times), 0),
    kilobytes: rounded(median(opened.map(({ bytes }) => bytes)) / 1024, 1),
  };
}

/** For the person at the terminal. */
export function webTable({ server, rounds, loadPerCpuBefore, lines }: WebResult): string {
  const rows = lines.map(({ name, readyMs, slowestMs, kilobytes, goalMs }) => {
    const goal = goalMs === null ? '' : `  目标 ${goalMs} 毫秒${readyMs <= goalMs ? '，达到' : '，没有达到'}`;
    return `  ${name}：${readyMs} 毫秒（最慢 ${slowestMs}），${kilobytes} KB${goal}`;
  });
  return [
    `${machineLine()} · ${server}`,
    webDescription,
    ...rows,
    `${rounds} 轮的中位数；开始时每个处理器的负载 ${rounded(loadPerCpuBefore, 2)}`,
  ].join('\n');
}
