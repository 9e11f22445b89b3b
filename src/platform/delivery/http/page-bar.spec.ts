import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pageBar, pageBarScript, pageBarStyle } from './page-bar';

const web = (path: string): string => readFileSync(resolve(__dirname, '../../../../web/src', path), 'utf8');

/** What lies in the web and is said again here, because pages of the server load nothing. */
describe('the bar over the pages of the server', () => {
  it('has the seal of the phone', () => {
    const [, path = ''] = /d="([^"]+)"/.exec(web('kit/both/SealMark.vue')) ?? [];
    expect(path.length).toBeGreaterThan(50);
    expect(pageBar).toContain(`d="${path}"`);
  });

  it('goes through the sizes of the phone in its order, with its words', () => {
    const steps = [...web('kit/phone/TextSizeSwitch.vue').matchAll(/(\w+): \{ next: '(\w+)', words: '(.+?)' \}/g)];
    expect(steps).toHaveLength(3);
    for (const [, from = '', to = '', words = ''] of steps)
      expect(pageBarScript).toContain(`${from}:['${to}','${words}']`);
  });

  it('has the sizes of the phone: a body of 1.25 rem here is one of 1 rem there', () => {
    const css = web('tokens.css');
    const there = ['', "\\[data-text='elder'\\]", "\\[data-text='huge'\\]"].map((size) =>
      Number(new RegExp(`data-device='phone'\\]${size} \\{\\s+font-size: ([\\d.]+)%`).exec(css)?.[1]),
    );
    const here = [...pageBarStyle.matchAll(/html[^{]*\{font-size:(\d+)%\}/g)].map(
      ([, percent]) => Number(percent) * 1.25,
    );
    expect(here).toEqual(there);
  });

  it('keeps the choice where the phone keeps it', () => {
    const [, key = ''] = /KEY = '([^']+)'/.exec(web('session/text-size.ts')) ?? [];
    expect(pageBarScript).toContain(`KEY='${key}'`);
  });
});
