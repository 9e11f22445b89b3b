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

/** The size that is shown, as the person sees it and as it is read out. */
function sizeOf(page: OpenPage): string {
  const pressed = ['standard', 'large'].filter((size) => page.attribute(`text-${size}`, 'aria-pressed') === 'true');
  return `${page.rootClass === 'large' ? 'large' : 'standard'}, ${pressed.join()}`;
}

describe.each(pages)('large text on %s', (_, path) => {
  it('is one tap away, and so is the way back', async () => {
    const page = await open(path());
    expect(page.isShown('text-large')).toBe(true);
    expect([page.text('text-standard'), page.text('text-large')]).toEqual(['标准', '大字']);
    expect(sizeOf(page)).toBe('standard, standard');
    page.tap('text-large');
    expect(sizeOf(page)).toBe('large, large');
    page.tap('text-standard');
    expect(sizeOf(page)).toBe('standard, standard');
    expect(page.kept()).not.toHaveProperty([KEY]);
  });

  it('is remembered from another page, from the first moment on', async () => {
    (await open(path())).tap('text-large');
    expect(sizeOf(await open('/invitation'))).toBe('large, large');
    expect(sizeOf(await open(path()))).toBe('large, large');
  });

  it('works for as long as the page is open in a browser that keeps nothing', async () => {
    phone = new Phone({ keeps: false });
    const page = await open(path());
    page.tap('text-large');
    expect(sizeOf(page)).toBe('large, large');
    expect(sizeOf(await open(path()))).toBe('standard, standard');
  });

  it('grows on top of what the browser is set to, and runs on old phones: no text in px, scripts in ES5', async () => {
    const response = await fetch(booted.url + path(), { headers: { accept: 'text/html' } });
    const html = await response.text();
    expect(html).toContain('.large{font-size:135%}');
    expect(html).not.toMatch(/font(?:-size)?:[^;}]*\dpx/);
    expect(html).not.toMatch(/(?:^|[{;])(?:width|(?:min-)?height|padding|margin):[^;}]*\dpx/);
    for (const [, script = ''] of html.matchAll(/<script[^>]*>(.*?)<\/script>/gs)) {
      const found = new Linter().verify(script, { languageOptions: { ecmaVersion: 5, sourceType: 'script' } });
      expect(found).toEqual([]);
    }
  });
});
