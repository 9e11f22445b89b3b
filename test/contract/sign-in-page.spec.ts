/** @jest-environment ./test/support/fixtures/dom-environment.cjs */
import { ApiClient } from '../support/api-client';
import { eventually } from '../support/eventually';
import type { OpenPage } from '../support/phone';
import { ScanStage } from '../support/scan-stage';

let stage: ScanStage;

beforeAll(async () => {
  stage = await ScanStage.set({ hasTextMessages: true });
});
afterAll(() => stage.close());
beforeEach(() => stage.begin());
afterEach(() => expect(stage.end()).toEqual([]));

/** What was sent to an operation, by the answers it got. */
const answersOf = (path: string) => stage.proxy.sentTo(`/api/v1/auth/${path}`).map(({ status }) => status);

/** The page for signing in, opened where the browser has a session already. */
async function openSignedIn(): Promise<OpenPage> {
  await stage.checkedIn();
  const page = await stage.phone.open(`${stage.proxy.url}/sign-in`);
  await page.shows('by-phone');
  await eventually('the page has asked who is there', () => answersOf('me').length >= 2, 10_000);
  stage.proxy.sent.length = 0;
  return page;
}

describe('the page for signing in, of a browser that has a session', () => {
  it('sends a wrong password once, and says so at the field', async () => {
    const page = await openSignedIn();
    page.tap('to-password');
    page.type('username', stage.person.username);
    page.type('password', 'not-the-password');
    page.tap('send-password');
    await page.shows('password-wrong');
    expect(page.text('password-wrong')).toContain('密码不对');
    expect([answersOf('sign-in'), answersOf('refresh')]).toEqual([[401], []]);
  });

  it('leaves the account open to who types the password wrong four times', async () => {
    const page = await openSignedIn();
    page.tap('to-password');
    for (let time = 1; time <= 4; time += 1) {
      page.type('username', stage.person.username);
      page.type('password', 'not-the-password');
      page.tap('send-password');
      await eventually(
        'there is an answer',
        () => answersOf('sign-in').length === time && page.canTap('send-password'),
      );
    }
    expect(answersOf('sign-in')).toEqual([401, 401, 401, 401]);
    const body = { username: stage.person.username, password: ScanStage.password };
    expect((await new ApiClient(stage.booted.url).call('POST', '/auth/sign-in', { body })).status).toBe(200);
  });

  it('sends a wrong code of a text message once', async () => {
    const page = await openSignedIn();
    page.type('phone', stage.person.phone);
    page.type('sms', '000000');
    page.tap('send-phone');
    await page.shows('sms-wrong');
    expect([answersOf('phone-sign-in'), answersOf('refresh')]).toEqual([[401], []]);
  });

  it('renews what has only run out', async () => {
    await stage.checkedIn();
    stage.phone.outlivesAccess(stage.proxy.url);
    stage.proxy.sent.length = 0;
    const page = await stage.phone.open(`${stage.proxy.url}/sign-in`);
    await page.shows('by-phone');
    await eventually('the session is renewed', () => answersOf('me').length === 2, 10_000);
    expect([answersOf('me'), answersOf('refresh')]).toEqual([[401, 200], [200]]);
  });
});
