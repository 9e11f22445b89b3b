import { v7 } from 'uuid';
import { idNumberOf, type SignedIn } from '../../builders/people.builder';
import { type HeldShift, ServiceBuilder } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

type Person = SignedIn & { readonly volunteerId: string };

describe('a sign-up that is much', () => {
  let booted: BootedApp;
  let street: ServiceBuilder;
  let worker: SignedIn;
  let person: Person;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    street = await ServiceBuilder.on(booted);
    worker = await street.people.staff('COMMUNITY_WORKER', street.tree.community.id);
  });
  afterAll(async () => booted.close());
  beforeEach(async () => {
    person = await street.people.signedInVolunteer(street.tree.unit.id);
  });

  async function call(who: SignedIn, method: string, path: string, body?: object) {
    const response = await fetch(`${booted.url}/api/v1/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${who.token}`,
        'idempotency-key': v7(),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }
  const signUp = (who: Person, { shiftId, positionId }: HeldShift, more: object = {}) =>
    call(who, 'POST', `shifts/${shiftId}/signups`, { positionId, ...more });
  const check = async (who: SignedIn, { shiftId }: HeldShift) =>
    (await call(who, 'GET', `me/shifts/${shiftId}/signup-check`)).body;
  const shift = (from: string, until: string) => street.shift(`2026-11-${from}`, `2026-11-${until}`);
  const DAY = '报上这一场，11 月 25 日一天共 9 小时，超过建议的 8 小时，请量力而行。';

  it('is said before the tap, refused until it is confirmed, and marked for the leader', async () => {
    const [morning, evening] = [await shift('25 08:00', '25 13:00'), await shift('25 14:00', '25 18:00')];
    expect(await check(person, morning)).toEqual({ overlap: null, warnings: [] });
    expect(await signUp(person, morning)).toMatchObject({ status: 201 });
    expect(await check(person, evening)).toEqual({ overlap: null, warnings: [{ kind: 'DAY', sentence: DAY }] });
    expect(await signUp(person, evening)).toMatchObject({
      status: 409,
      body: {
        code: 'SIGNUP_LOAD_UNCONFIRMED',
        details: { warnings: [DAY] },
      },
    });
    expect(await signUp(person, evening, { confirmsLoad: true })).toMatchObject({ status: 201 });
    for (const list of ['roster', 'attendance']) {
      const { body } = await call(worker, 'GET', `shifts/${evening.shiftId}/${list}`);
      expect(JSON.stringify(body)).toContain('"loadMarks":["DAY"]');
    }
    const { body } = await call(worker, 'GET', `shifts/${morning.shiftId}/attendance`);
    expect(JSON.stringify(body)).toContain('"loadMarks":[]');
  });

  it('is said of too little rest and of a full week, and staff confirm it, too', async () => {
    await signUp(person, await shift('23 18:00', '23 23:00'));
    const early = await shift('24 06:30', '24 08:00');
    expect(await check(person, early)).toMatchObject({
      warnings: [
        {
          kind: 'REST',
          sentence: '11 月 24 日开始的那一场与前一场之间只有 7 小时 30 分钟，不到 8 小时，请留出休息的时间。',
        },
      ],
    });
    for (const day of ['25', '26']) await signUp(person, await shift(`${day} 09:00`, `${day} 17:00`));
    const sunday = await shift('29 09:00', '29 13:00');
    const sentence = '报上这一场，11 月 23 日开始的这一周共 25 小时，超过建议的 24 小时，请量力而行。';
    expect(await check(person, sunday)).toMatchObject({ warnings: [{ kind: 'WEEK', sentence }] });
    const { positionId, shiftId } = sunday;
    const asked = { positionId, volunteerId: person.volunteerId };
    const refused = await call(worker, 'POST', `shifts/${shiftId}/signups`, asked);
    expect(refused.body).toMatchObject({ code: 'SIGNUP_LOAD_UNCONFIRMED', details: { warnings: [sentence] } });
  });

  it('comes earlier for those who are 65 in the year, and not for 64', async () => {
    const afternoon = await shift('25 12:00', '25 17:00');
    const born = (birthDate: string, sequence: number) =>
      street.people.signedInVolunteer(street.tree.unit.id, { idNumber: idNumberOf(sequence, birthDate) });
    expect(await check(await born('1961-12-31', 901), afternoon)).toMatchObject({ warnings: [{ kind: 'DAY' }] });
    expect(await check(await born('1962-01-01', 902), afternoon)).toMatchObject({ warnings: [] });
  });

  it('lets only one of two through that come at once and are too much together', async () => {
    const [one, two] = [await shift('25 08:00', '25 13:00'), await shift('25 14:00', '25 18:00')];
    const both = await Promise.all([signUp(person, one), signUp(person, two)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(both.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'SIGNUP_LOAD_UNCONFIRMED' });
  });

  it('is refused as before where two shifts share time, whatever is confirmed', async () => {
    const [one, two] = [await shift('25 08:00', '25 10:00'), await shift('25 09:00', '25 11:00')];
    await signUp(person, one);
    expect(await check(person, two)).toMatchObject({ overlap: { shiftId: one.shiftId, isScheduled: true } });
    expect((await signUp(person, two, { confirmsLoad: true })).body).toMatchObject({ code: 'SIGNUP_OVERLAP' });
  });
});
