import { v7 } from 'uuid';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import type { SignedIn } from '../../builders/people.builder';
import { at, type HeldShift, ServiceBuilder } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

interface Body {
  readonly code?: string;
  readonly maskedName?: string;
  readonly message?: string;
  readonly items?: readonly { readonly status: string; readonly code?: string }[];
  readonly [key: string]: unknown;
}

describe('a tablet on the spot', () => {
  let booted: BootedApp;
  let street: ServiceBuilder;
  let worker: SignedIn;
  let shift: HeldShift;
  let token: string;
  let deviceId: string;
  let person: { readonly id: string; readonly name: string; readonly phoneLastFour: string };
  let count = 0;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api', env: { KIOSK_GUESSES: '4/600' } });
    street = await ServiceBuilder.on(booted);
    worker = await street.people.staff('COMMUNITY_WORKER', street.tree.community.id);
  });
  afterAll(async () => booted.close());
  beforeEach(async () => {
    count += 1;
    const phoneLastFour = String(4000 + count);
    const name = `王${['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '甲', '乙', '丙', '丁'][count % 14] ?? '万'}`;
    const { id } = await street.people.volunteer(street.tree.unit.id, { name, phone: `1390000${phoneLastFour}` });
    person = { id, name, phoneLastFour };
    shift = await street.shift('09:00', '11:00', { checkInModes: ['CODE', 'KIOSK'] });
    await street.signUp(shift, id);
    booted.setNow(new Date(at('09:00')));
    const issued = await staff('POST', `shifts/${shift.shiftId}/devices`, { label: '入口平板', lifeMinutes: 120 });
    token = String(issued.body['link']).split('#')[1] ?? '';
    deviceId = String(issued.body['id']);
  });

  async function staff(method: string, path: string, body?: object, bearer = worker.token) {
    const response = await fetch(`${booted.url}/api/v1/${path}`, {
      method,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        authorization: `Bearer ${bearer}`,
        'idempotency-key': v7(),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Body };
  }

  async function device(path: string, body?: object, deviceToken = token) {
    const response = await fetch(`${booted.url}/api/v1/kiosk/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { 'content-type': 'application/json', 'x-device-token': deviceToken },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Body };
  }

  const typed = (given: object = {}) => {
    const { name, phoneLastFour } = person;
    return device('punches', { punchId: v7(), direction: 'IN', name, phoneLastFour, ...given });
  };

  it('takes the name and the last four digits, and shows no more than a masked name', async () => {
    const { status, body } = await typed();
    expect(status).toBe(201);
    expect(body).toMatchObject({ maskedName: '王*', punchedAt: new Date(at('09:00')).toISOString() });
    expect(JSON.stringify(body)).not.toContain(person.name);
    expect(JSON.stringify(body)).not.toContain(person.id);
    expect(await street.count('punch', person.id)).toBe(1);
  });

  it('takes the card of a volunteer, in which no personal data stands', async () => {
    const owner = await street.people.signedInVolunteer(street.tree.unit.id);
    await street.signUp(shift, owner.volunteerId);
    booted.setNow(new Date(at('09:00')));
    const { body } = await staff('GET', 'me/card', undefined, owner.token);
    const card = String(body['card']);
    expect(Buffer.from(card, 'base64url')).toHaveLength(36);
    const punchId = v7();
    const first = await device('punches', { punchId, direction: 'IN', card });
    expect(first.status).toBe(201);
    expect(await device('punches', { punchId, direction: 'IN', card })).toEqual(first);
    expect(
      (await device('punches', { punchId: v7(), direction: 'OUT', card: `${card.slice(0, -2)}AA` })).body.code,
    ).toBe('KIOSK_NOT_RECOGNISED');
  });

  it('stops where whoever gave it out is suspended', async () => {
    const leaver = await street.people.staff('COMMUNITY_WORKER', street.tree.community.id);
    booted.setNow(new Date(at('09:00')));
    const path = `shifts/${shift.shiftId}/devices`;
    const issued = await staff('POST', path, { label: '后门平板', lifeMinutes: 120 }, leaver.token);
    const own = String(issued.body['link']).split('#')[1] ?? '';
    expect((await device('board?direction=IN', undefined, own)).status).toBe(200);
    await booted
      .get(UnitOfWork)
      .run((tx) => tx.query("update user_account set status = 'SUSPENDED' where id = $1", [leaver.userId]));
    expect((await device('board?direction=IN', undefined, own)).body.code).toBe('DEVICE_REVOKED');
    expect((await device('board?direction=IN')).status).toBe(200);
  });

  it('shows the rotating code of its shift only', async () => {
    const { status, body } = await device('board?direction=IN');
    expect(status).toBe(200);
    expect(body).toMatchObject({ activityTitle: '巡河', digits: expect.stringMatching(/^\d{6}$/) as string });
    expect(body['svg']).toContain('<svg');
    const page = await (await fetch(`${booted.url}/kiosk`)).text();
    expect(page).toContain('现场打卡');
    expect(page).not.toContain(token);
  });

  it('sends what it noted without a network, and nothing is doubled', async () => {
    const { name, phoneLastFour } = person;
    const lines = [
      { punchId: v7(), direction: 'IN', happenedAt: at('09:00'), name, phoneLastFour },
      { punchId: v7(), direction: 'OUT', happenedAt: at('10:30'), name, phoneLastFour },
      { punchId: v7(), direction: 'OUT', happenedAt: at('10:30'), name: '无此人', phoneLastFour },
    ];
    booted.setNow(new Date(at('10:40')));
    const sent = { deviceSentAt: at('10:40'), lines };
    const first = await device('punch-batches', sent);
    expect(first.body.items?.map(({ status, code }) => code ?? status)).toEqual([
      'RECORDED',
      'RECORDED',
      'KIOSK_NOT_RECOGNISED',
    ]);
    expect(await device('punch-batches', sent)).toEqual(first);
    expect(await street.count('punch', person.id)).toBe(2);
  });

  it('says the same to whoever it does not know, and soon looks at nothing any more', async () => {
    const stranger = await street.people.volunteer(street.tree.unit.id, { name: '赵六', phone: '13900009999' });
    booted.setNow(new Date(at('09:00')));
    const answers = [
      await typed({ name: '无此人' }),
      await typed({ phoneLastFour: '0000' }),
      await typed({ name: '赵六', phoneLastFour: '9999' }),
      await typed({ name: '', phoneLastFour: '0000' }),
      await device('punches', { punchId: v7(), direction: 'IN' }),
    ];
    expect(answers.map(({ body }) => body.code)).toEqual([
      'KIOSK_NOT_RECOGNISED',
      'KIOSK_NOT_RECOGNISED',
      'KIOSK_NOT_RECOGNISED',
      'VALIDATION_FAILED',
      'KIOSK_NOT_RECOGNISED',
    ]);
    expect(new Set(answers.filter(({ status }) => status === 400).map(({ body }) => body['title'])).size).toBe(2);
    expect((await typed()).body.code).toBe('KIOSK_GUESSING');
    expect(await street.count('punch', person.id)).toBe(0);
    expect(await street.count('punch', stranger.id)).toBe(0);
    booted.setNow(new Date(at('09:11')));
    expect((await typed()).status).toBe(201);
  });

  it.each([
    [
      'DEVICE_TOKEN_INVALID',
      async () => device('punches', { punchId: v7(), direction: 'IN', ...person, id: undefined }, 'x'),
    ],
    [
      'DEVICE_REVOKED',
      async () => {
        await staff('POST', `shift-devices/${deviceId}/revocations`);
        await staff('POST', `shift-devices/${deviceId}/revocations`);
        booted.setNow(new Date(at('12:00')));
        return typed();
      },
    ],
    [
      'DEVICE_EXPIRED',
      async () => {
        booted.setNow(new Date(at('11:00')));
        return typed({ name: '无此人' });
      },
    ],
    ['KIOSK_NOT_RECOGNISED', async () => typed({ name: '无此人' })],
    ['CHECK_IN_MISSING', async () => typed({ direction: 'OUT' })],
  ])('%s, in the order of precedence: nothing is written', async (code, attempt) => {
    expect((await attempt()).body.code).toBe(code);
    expect(await street.count('punch', person.id)).toBe(0);
  });

  it('is not offered by every activity', async () => {
    const plain = await street.shift('13:00', '15:00');
    await street.signUp(plain, person.id);
    booted.setNow(new Date(at('13:00')));
    const { body } = await staff('POST', `shifts/${plain.shiftId}/devices`, { label: '平板', lifeMinutes: 60 });
    token = String(body['link']).split('#')[1] ?? '';
    expect((await typed()).body.code).toBe('PUNCH_METHOD_NOT_OFFERED');
  });

  it('is authorised by whoever runs the shift, and by nobody else', async () => {
    const issue = async (bearer: string, shiftId = shift.shiftId) =>
      (await staff('POST', `shifts/${shiftId}/devices`, { label: '平板', lifeMinutes: 60 }, bearer)).body.code;
    const foreign = await street.people.staff('COMMUNITY_WORKER', street.tree.otherCommunity.id);
    const volunteer = await street.people.signedInVolunteer(street.tree.unit.id);
    booted.setNow(new Date(at('09:00')));
    expect(await issue(foreign.token)).toBe('SHIFT_UNKNOWN');
    expect(await issue(volunteer.token)).toBe('SHIFT_UNKNOWN');
    expect(await issue(worker.token, v7())).toBe('SHIFT_UNKNOWN');
    expect((await staff('POST', `shift-devices/${v7()}/revocations`)).body.code).toBe('DEVICE_UNKNOWN');
    expect((await staff('GET', `shifts/${shift.shiftId}/devices`)).body.items).toHaveLength(1);
  });
});
