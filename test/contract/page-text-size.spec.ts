/** @jest-environment ./test/support/fixtures/dom-environment.cjs */
import { Linter } from 'eslint';
import { ShowCode } from '../../src/service/attendance';
import { systemActor } from '../../src/platform/foundation/actor/actor';
import { at, ServiceBuilder } from '../builders/service.builder';
import { bootApp, type BootedApp } from '../support/boot-app';
import { type OpenPage, Phone } from '../support/phone';

const KEY = 'volunteer-ledger.text-size';

let booted: BootedApp;
let scanLink: string;
let phone: Phone;

beforeAll(async () => {
  booted = await bootApp({ role: 'api' });
  const street = await ServiceBuilder.on(booted);
  const { shiftId } = await street.shift('09:00', '11:00');
  booted.setNow(new Date(at('09:00')));
  scanLink = new URL((await booted.get(ShowCode).execute(systemActor('test'), shiftId, 'IN')).link).pathname;
});
afterAll(() => booted.close());
beforeEach(() => (phone = new Phone()));
afterEach(() => {
  phone.close();
  expect(phone.failures).toEqual([]);
});

const pages: readonly (readonly [string, () => string])[] = [
  ['the scan page', () => scanLink],
  ['the page of a stale scan', () => scanLink.replace(/.{22}$/, 'A'.repeat(22))],
  ['the kiosk page', () => '/kiosk'],
  ['the sign-in page', () => '/sign-in'],
  ['the invitation page', () => '/invitation'],
  ['the page of a certificate', () => '/verify/NOSUCHCODE'],
  ['the door of the queue board', () => '/operations/queues'],
];

const open = (path: string) => phone.open(booted.url + path);

/** The size that is shown, and where the button leads. */
const sizeOf = (page: OpenPage) => [page.textSize, page.text('text-size').trim()];

const STANDARD = ['standard', '长辈版'];
const ELDER = ['elder', '再大一号'];
const HUGE = ['huge', '标准版'];

describe.each(pages)('the size of text on %s', (_, path) => {
  it('goes in three steps, each a tap, as on the pages of the phone', async () => {
    const page = await open(path());
    expect(page.isShown('text-size')).toBe(true);
    expect(sizeOf(page)).toEqual(STANDARD);
    for (const [step, kept] of [
      [ELDER, 'elder'],
      [HUGE, 'huge'],
      [STANDARD, undefined],
    ] as const) {
      page.tap('text-size');
      expect(sizeOf(page)).toEqual(step);
      expect(page.kept()[KEY]).toBe(kept);
    }
  });

  it('is remembered from another page, from the first moment on', async () => {
    (await open(path())).tap('text-size');
    expect(sizeOf(await open('/invitation'))).toEqual(ELDER);
    expect(sizeOf(await open(path()))).toEqual(ELDER);
  });

  it('works for as long as the page is open in a browser that keeps nothing', async () => {
    phone = new Phone({ keeps: false });
    const page = await open(path());
    page.tap('text-size');
    expect(sizeOf(page)).toEqual(ELDER);
    expect(sizeOf(await open(path()))).toEqual(STANDARD);
  });

  it('grows on top of what the browser is set to, and runs on old phones: no text in px, scripts in ES5', async () => {
    const response = await fetch(booted.url + path(), { headers: { accept: 'text/html' } });
    const html = await response.text();
    // The body has 1.25 rem of the browser's 16 px: 18, 24 and 30.
    expect(html).toContain(
      'html{font-size:90%}html[data-text=elder]{font-size:120%}html[data-text=huge]{font-size:150%}',
    );
    expect(html).toContain('font:1.25rem/');
    expect(html).not.toMatch(/font(?:-size)?:[^;}]*\dpx/);
    expect(html).not.toMatch(/(?:^|[{;])(?:width|(?:min-)?height|padding|margin):[^;}]*\dpx/);
    for (const [, script = ''] of html.matchAll(/<script[^>]*>(.*?)<\/script>/gs)) {
      const found = new Linter().verify(script, { languageOptions: { ecmaVersion: 5, sourceType: 'script' } });
      expect(found).toEqual([]);
    }
  });
});
