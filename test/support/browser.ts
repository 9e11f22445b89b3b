import { existsSync, readFileSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page, type Route } from 'playwright-core';
import { at, ServiceBuilder } from '../builders/service.builder';
import { bootApp, type BootedApp, type BootOptions } from './boot-app';
import { LossyProxy } from './lossy-proxy';

export const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

const FLAGS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--lang=zh-CN'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

const isThere = existsSync(CHROMIUM);
if (!isThere && process.env['REQUIRE_CHROMIUM'] === '1') throw new Error(`${CHROMIUM} is not there`);
if (!isThere) process.stdout.write(`not run: no browser at ${CHROMIUM} (Debian: apt-get install chromium)\n`);

/** Stories that people live through in a browser; left out, and said so, where there is none. CI does not allow that. */
export const inBrowser: jest.Describe = isThere ? describe : describe.skip;

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}

/** A phone of 360 × 740 with touch, or the desk of an office. */
const DEVICES = {
  phone: { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true },
  desk: { viewport: { width: 1440, height: 900 } },
  laptop: { viewport: { width: 1024, height: 768 } },
  small: { viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true },
} as const;

export type Device = keyof typeof DEVICES;

/** The service does what is asked and its answer is lost. A connection that breaks the browser itself asks again on. */
export async function loseNextAnswer(page: Page, path: string): Promise<void> {
  const lose = async (route: Route): Promise<void> => {
    await route.fetch();
    await route.abort();
  };
  await page.route(path, lose, { times: 1 });
}

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

interface Finding {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** Serious findings of axe on what is shown now, each with the place, and whether the page can be pushed sideways. */
export async function faultsOf(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate<boolean>(`'axe' in window`))) await page.evaluate(AXE);
  const findings = await page.evaluate<readonly Finding[]>(
    `axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map(({ html }) => ({ html })) })))`,
  );
  const serious = findings
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
  const wide = await page.evaluate<number>(
    `document.documentElement.scrollWidth - document.documentElement.clientWidth`,
  );
  return wide > 0 ? [...serious, `scrolls sideways by ${String(wide)} px`] : serious;
}

/** What was waited for in vain is said with what the page showed instead. */
function saysWhatItShows(page: Page): void {
  const wait = page.waitForSelector.bind(page) as (...given: unknown[]) => Promise<unknown>;
  const told = async (...given: unknown[]): Promise<unknown> => {
    try {
      return await wait(...given);
    } catch (error) {
      const shown = await page.innerText('body', { timeout: 1_000 }).catch(() => '(nothing)');
      throw new Error(`${String(error)}\n\n${page.url()} showed:\n${shown.slice(0, 1_500)}`, { cause: error });
    }
  };
  page.waitForSelector = told as typeof page.waitForSelector;
}

/** An account that a story signs in with. */
export interface Account {
  readonly username: string;
  readonly password: string;
}

/**
 * The service with its web on a database of its own, behind a proxy that can be cut or lose answers, and devices with a
 * real browser. What a page complains about, asks of foreign hosts, or would have blocked, fails the story at its end.
 */
export class WebStage {
  static readonly password = 'correct-horse-9';
  readonly complaints: string[] = [];
  private readonly contexts: BrowserContext[] = [];
  private count = 0;
  private now: Date | undefined;

  private constructor(
    readonly booted: BootedApp,
    readonly proxy: LossyProxy,
    readonly street: ServiceBuilder,
    readonly browser: Browser,
  ) {}

  /** @param furnish what stands there before somebody comes; default: a street with one team */
  static async set(
    options: BootOptions = {},
    furnish: (booted: BootedApp) => Promise<ServiceBuilder> = (booted) => ServiceBuilder.on(booted),
  ): Promise<WebStage> {
    const env = { RATE_LIMITS: 'off', NODE_ENV: 'test', ...options.env };
    const booted = await bootApp({ web: true, ...options, env });
    const street = await furnish(booted);
    return new WebStage(booted, await LossyProxy.to(booted.url), street, await openBrowser());
  }

  /** A resident with an account. */
  async resident(): Promise<Account & { readonly id: string }> {
    this.count += 1;
    const account = { username: `resident.${String(this.count)}`, password: WebStage.password };
    const phone = `1360000${String(this.count).padStart(4, '0')}`;
    const { id } = await this.street.people.volunteer(this.street.tree.unit.id, { phone, account });
    return { id, ...account };
  }

  /** Sets the clock of the service, and that of the devices opened from now on. */
  itIs(time: string): void {
    this.now = new Date(at(time));
    this.booted.setNow(this.now);
  }

  /** A device whose browser has been nowhere yet; signed in where an account is given. */
  async device(kind: Device, account?: Account, { keepsPages = false } = {}): Promise<Page> {
    const context = await this.browser.newContext({
      ...DEVICES[kind],
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      // The worker would answer from what it keeps, and most stories count what reaches the service.
      serviceWorkers: keepsPages ? 'allow' : 'block',
    });
    this.contexts.push(context);
    if (this.now) await context.clock.setFixedTime(this.now);
    const page = await context.newPage();
    saysWhatItShows(page);
    this.watch(page);
    if (account) await this.signIn(page, account);
    return page;
  }

  /** Signs in without the page for it, as somebody who did so yesterday. */
  async signIn(page: Page, { username, password }: Account): Promise<void> {
    const response = await page.context().request.post(`${this.proxy.url}/api/v1/auth/sign-in`, {
      data: { username, password },
      headers: { 'X-Session': 'cookie' },
    });
    if (!response.ok()) throw new Error(`sign-in: ${String(response.status())} ${await response.text()}`);
  }

  /** Opens an address of the service and waits for the page's heading. */
  async open(page: Page, path: string): Promise<void> {
    await page.goto(`${this.proxy.url}${path}`, { waitUntil: 'load' });
    await page.waitForSelector('h1');
  }

  /** Everything the pages have said so far that a clean page does not say. */
  private watch(page: Page): void {
    const note = (text: string): void => void this.complaints.push(`${new URL(page.url()).pathname}: ${text}`);
    page.on('dialog', (dialog) => {
      note(`asks with a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('pageerror', (error) => note(error.message));
    page.on('console', (message) => {
      // A refusal is an answer, and a cut network is part of some stories: the browser writes a line for either.
      const isExpected = /^(Failed to load resource|Service Worker registration blocked)/.test(message.text());
      if (['error', 'warning'].includes(message.type()) && !isExpected) note(message.text());
    });
    page.on('request', (request) => {
      const isForeign = /^https?:/.test(request.url()) && !request.url().startsWith(this.proxy.url);
      if (isForeign) note(`asks ${request.url()}`);
    });
  }

  /** Ends what is open. Fails where a page complained. */
  async close(): Promise<void> {
    for (const context of this.contexts) await context.close();
    await this.browser.close();
    await this.proxy.close();
    await this.booted.close();
    expect(this.complaints).toEqual([]);
  }
}
