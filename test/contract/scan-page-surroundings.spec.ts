/** @jest-environment ./test/support/fixtures/dom-environment.cjs */
import { SetGeofence } from '../../src/service/attendance/geofence/application/set-geofence';
import { GrantConsent, WithdrawConsent } from '../../src/people/volunteers';
import { SignIn } from '../../src/platform/security/identity/sign-in';
import { UnitOfWork } from '../../src/platform/data/database/unit-of-work';
import { eventually } from '../support/eventually';
import type { Place } from '../support/phone';
import { ScanStage } from '../support/scan-stage';

const DEVICE = 'volunteer-ledger.phone';
const HERE: Place = { longitude: 116.391_240_449, latitude: 39.908_260_551, accuracy: 14.6 };
const FENCED = { longitude: 116.391_24, latitude: 39.907_36, coordinateSystem: 'WGS84' } as const;

let stage: ScanStage;

beforeAll(async () => {
  stage = await ScanStage.set({ hasTextMessages: false });
});
afterAll(() => stage.close());
beforeEach(() => stage.begin());
afterEach(() => expect(stage.end()).toEqual([]));

/** What the page has sent to punch. */
const sent = () => stage.sentPunches().map(({ body }) => body);

it('offers no code by text message where the street has none', async () => {
  const page = await stage.scan();
  expect([page.isShown('sign-in'), page.isShown('by-phone')]).toEqual([true, false]);
  expect(() => page.tap('to-phone')).toThrow('no #to-phone');
});

describe('a punch whose answer is lost', () => {
  it('is sent again under the same ticket: one punch, and its receipt', async () => {
    const page = await stage.scan();
    stage.loseReceipt();
    stage.signIn(page);
    await page.shows('again');
    expect(page.text('error')).toBe('网络不通，还不能确认是否已签到。请看一下手机信号，再点一次；重复点不会重复记录。');
    expect(await stage.punches()).toBe(1);
    stage.goOn(page, 30_000);
    page.tap('again');
    await page.shows('receipt');
    const [first, second] = sent();
    expect(second).toEqual({ ...first, deviceSentAt: stage.now.toISOString() });
    expect(stage.sentPunches().map(({ status }) => status)).toEqual([201, 201]);
    expect(page.text('message')).toContain('09:00');
    expect(await stage.punches()).toBe(1);
  });

  it('is waited for twenty seconds', async () => {
    const page = await stage.scan();
    stage.loseReceipt('SILENT');
    stage.signIn(page);
    await eventually('the service has the punch', async () => (await stage.punches()) === 1);
    stage.goOn(page, 19_999);
    expect([page.text('punch'), page.canTap('punch')]).toEqual(['正在签到……', false]);
    stage.goOn(page, 1);
    await page.shows('again');
    page.tap('again');
    await page.shows('receipt');
    expect(await stage.punches()).toBe(1);
  });

  it('is found again by scanning once more, after the page was closed', async () => {
    stage.loseReceipt();
    const page = await stage.scan();
    stage.signIn(page);
    await page.shows('again');
    const reopened = await stage.scan();
    await reopened.shows('confirm');
    reopened.tap('punch');
    await reopened.shows('receipt');
    const [first, second] = sent();
    expect(second?.['deviceId']).toBe(first?.['deviceId']);
    expect(await stage.punches()).toBe(1);
  });

  it('is answered with the first receipt where the code has changed by then', async () => {
    stage.loseReceipt();
    const page = await stage.scan();
    stage.signIn(page);
    await page.shows('again');
    stage.itIs('09:01');
    const reopened = await stage.scan();
    await reopened.shows('confirm');
    reopened.tap('punch');
    await reopened.shows('receipt');
    expect(reopened.title).toBe('已经签到');
    expect(reopened.text('message')).toContain('先前的签到有效');
    expect(await stage.punches()).toBe(1);
  });
});

describe('the scan page without a network', () => {
  it('keeps the sign-in and the punch, and goes on where it was', async () => {
    await stage.checkedIn();
    const page = await stage.scan('OUT');
    await page.shows('confirm');
    stage.proxy.isCut = true;
    page.tap('punch');
    await page.shows('again');
    page.tap('again');
    await page.shows('again');
    expect(page.text('error')).toContain('网络不通，还不能确认是否已签退');
    stage.proxy.isCut = false;
    page.tap('again');
    await page.shows('receipt');
    expect(await stage.punches()).toBe(2);
  });

  it('does not take a phone that is known for a stranger', async () => {
    const { [DEVICE]: device } = (await stage.checkedIn()).kept();
    stage.proxy.isCut = true;
    const page = await stage.scan();
    await page.shows('confirm');
    expect(page.text('person')).toBe(stage.person.username);
    expect(page.kept()).toMatchObject({ [DEVICE]: device });
    stage.proxy.isCut = false;
    page.tap('punch');
    await page.shows('receipt');
    expect(await stage.punches()).toBe(1);
  });

  it('says so at the sign-in', async () => {
    const page = await stage.scan();
    stage.proxy.isCut = true;
    stage.signIn(page);
    await page.shows('error');
    expect(page.text('error')).toContain('网络不通，还没有签到');
    stage.proxy.isCut = false;
    page.tap('sign-in-button');
    await page.shows('receipt');
  });
});

describe('what pages of earlier versions kept on the phone', () => {
  const OLD = 'volunteer-ledger.refresh';
  const tokens = () =>
    stage.booted
      .get(SignIn)
      .withPassword({ username: stage.person.username, password: ScanStage.password }, { device: null, trace: null });
  const keep = async (token: string) => (await stage.phone.open(`${stage.proxy.url}/invitation`)).keep(OLD, token);

  it('is thrown away, and ended on the service', async () => {
    const { accessToken, refreshToken } = await tokens();
    await keep(refreshToken);
    const page = await stage.scan();
    await page.shows('sign-in');
    expect(page.kept()).not.toHaveProperty([OLD]);
    await eventually('it has ended', async () => {
      const headers = { authorization: `Bearer ${accessToken}` };
      return (await fetch(`${stage.booted.url}/api/v1/auth/me`, { headers })).status === 401;
    });
  });
});

describe('the position on the scan page', () => {
  const consent = { purpose: 'LOCATION', textVersion: '2026-1', channel: 'PAPER' } as const;
  const grant = () =>
    stage.booted.get(GrantConsent).execute(stage.street.context(), { volunteerId: stage.person.id, ...consent });

  async function fence(): Promise<void> {
    const [row] = await stage.booted
      .get(UnitOfWork)
      .read<{ id: string }>('select activity_id as id from shift where id = $1', [stage.shift.shiftId]);
    await stage.booted.get(SetGeofence).execute(stage.street.context(), { activityId: row!.id, radiusMeters: 300 });
  }

  beforeEach(() => stage.begin(FENCED, { place: HERE }));

  it('is sent, rounded, where the activity has a fence and the person has agreed; the page says why', async () => {
    await fence();
    await grant();
    const page = await stage.checkedIn();
    expect(sent()).toMatchObject([
      { position: { longitude: 116.39124, latitude: 39.908261, accuracyMeters: 15, system: 'WGS84' } },
    ]);
    expect(page.text('why-place')).toContain('手机可能会问是否允许定位');
    expect(await stage.evidence()).toMatchObject({ place: 'INSIDE', distanceMeters: 100 });
  });

  it.each([
    ['without a fence', grant],
    ['without the consent', fence],
    [
      'after the consent was withdrawn',
      async () => {
        await fence();
        await grant();
        const { purpose } = consent;
        await stage.booted
          .get(WithdrawConsent)
          .execute(stage.street.context(), { volunteerId: stage.person.id, purpose });
      },
    ],
  ])('is not asked for %s', async (_, prepare) => {
    await prepare();
    const page = await stage.checkedIn();
    expect(stage.phone.placeQuestions).toBe(0);
    expect(page.isShown('why-place')).toBe(false);
    expect(sent()).toEqual([expect.not.objectContaining({ position: expect.anything() as object })]);
  });

  it.each(['REFUSED', 'NONE'] as const)('is not needed: %s', async (place) => {
    await fence();
    await grant();
    stage.phone.place = place;
    await stage.checkedIn();
    expect(sent()).toEqual([expect.not.objectContaining({ position: expect.anything() as object })]);
    expect(await stage.evidence()).not.toHaveProperty('place');
  });

  it('is waited for six seconds, and then the punch goes without', async () => {
    await fence();
    await grant();
    stage.phone.place = 'SILENT';
    const page = await stage.scan();
    stage.signIn(page);
    await page.shows('why-place');
    expect(page.text('punch')).toBe('正在取位置……');
    stage.goOn(page, 5_999);
    expect(sent()).toEqual([]);
    stage.goOn(page, 1);
    await page.shows('receipt');
    expect(sent()).toEqual([expect.not.objectContaining({ position: expect.anything() as object })]);
    expect(await stage.punches()).toBe(1);
  });
});
