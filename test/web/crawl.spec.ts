import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { phonePaths } from '../../web/src/entries/phone-paths';
import { type Account, inBrowser, WebStage } from '../support/browser';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const TEXT_SIZES = ['standard', 'elder', 'huge'] as const;
/** An id that names nothing: the page says so. */
const NOBODY = '00000000-0000-7000-8000-000000000000';
const THEMES = ['light', 'dark'] as const;

interface Finding {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** What a page looks like that is done: heading there, nothing still being fetched. */
async function settled(page: Page): Promise<void> {
  await page.waitForSelector('h1');
  await page.waitForLoadState('networkidle');
  await page.waitForSelector('[aria-busy="true"]', { state: 'detached' });
}

/** Serious findings of axe, each with the place, and whether the page can be pushed sideways. */
async function faultsOf(page: Page): Promise<readonly string[]> {
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

/** Every address once, in every text size and theme, on the narrowest phone. */
inBrowser('every page of the phone', () => {
  let stage: WebStage;
  let volunteer: Account;

  beforeAll(async () => {
    stage = await WebStage.set();
    volunteer = await stage.resident();
  });

  afterAll(() => stage.close());

  it.each(phonePaths)('%s is clean for everybody', async (address) => {
    const page = await stage.device('small', volunteer);
    const path = address.replace(':purpose', 'RANKING_DISPLAY').replace(/:\w+/g, NOBODY);
    await stage.open(page, path);
    await page.evaluate(AXE);
    const faults: Record<string, readonly string[]> = {};
    for (const size of TEXT_SIZES) {
      for (const theme of THEMES) {
        await page.evaluate(`Object.assign(document.documentElement.dataset, { text: '${size}', theme: '${theme}' })`);
        await settled(page);
        const found = await faultsOf(page);
        if (found.length > 0) faults[`${size} ${theme}`] = found;
      }
    }
    expect(faults).toEqual({});
    await page.context().close();
  });
});
