import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { PeopleApi } from '../../builders/people.api';
import { idNumberOf, PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { eventually } from '../../support/eventually';
import { TextMessages } from '../../support/text-messages';

const NOW = new Date('2026-11-24T02:00:00Z');

/** Whoever wants a guardian's consent without the guardian. */
describe('a consent of a guardian who knows nothing of it', () => {
  let booted: BootedApp;
  let texts: TextMessages;
  let api: PeopleApi;
  let people: PeopleBuilder;
  let tree: StreetTree;
  let clerk: SignedIn;
  let sequence = 100;

  beforeAll(async () => {
    texts = await TextMessages.start();
    booted = await bootApp({ env: { ...texts.env, RATE_LIMITS: 'off', NODE_ENV: 'test' } });
    booted.setNow(NOW);
    api = new PeopleApi(booted);
    people = new PeopleBuilder(booted);
    tree = await people.street();
    clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
  });
  afterAll(async () => {
    await booted.close();
    texts.stop();
  });

  const nextPhone = (): string => `1360000${String((sequence += 1)).padStart(4, '0')}`;
  async function register(guardianPhone: string, given: { idNumber?: string; phone?: string } = {}) {
    const idNumber = given.idNumber ?? idNumberOf((sequence += 1), '2014-03-04');
    return api.post('volunteer-registrations', {
      body: {
        ...{ divisionId: tree.unit.id, name: '张小明', idNumber },
        ...(given.phone !== undefined && { phone: given.phone }),
        consents: [{ purpose: 'REGISTRATION', textVersion: '2026-1', channel: 'SELF' }],
        guardian: { name: '慕容清和', relation: '母亲', phone: guardianPhone },
      },
    });
  }
  const tokenOf = async (phone: string): Promise<string> =>
    /guardian#([\w-]{43})/.exec(await texts.latest(phone, 'guardian#'))?.[1] ?? '';
  const post = async (path: string, body: object) => (await api.post(`guardian-links/${path}`, { body })).body;
  const confirm = (token: string, childName = '张小明') => post('confirmations', { token, childName });
  const listed = async (query: string) =>
    (await api.get(`guardian-requests?${query}`, clerk.token)).body['items'] as Record<string, unknown>[];

  it('a child who names the own phone is refused, however it is written', async () => {
    const phone = nextPhone();
    const spaced = `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`;
    expect((await register(`+86 ${spaced}`, { phone })).body).toMatchObject({ code: 'GUARDIAN_PHONE_OWN' });
  });

  it('a child who names the phone of a friend: staff see that it is a minor’s, before they approve', async () => {
    const friend = nextPhone();
    await people.registration(tree.unit.id, { idNumber: idNumberOf((sequence += 1), '2012-05-06'), phone: friend });
    const { body } = await register(friend);
    expect(await listed(`volunteerId=${String(body['id'])}`)).toEqual([
      expect.objectContaining({ flags: ['PHONE_OF_MINOR'] }),
    ]);
  });

  it('a second phone that a whole class names: everybody is marked, and it agrees for four at most', async () => {
    const phone = nextPhone();
    const children: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      // A day apart: one phone gets three texts a day.
      booted.setNow(new Date(NOW.getTime() + count * 86_400_000));
      const sent = texts.to(phone).length;
      children.push(String((await register(phone)).body['id']));
      await eventually('the text arrives', () => texts.to(phone).length > sent);
      const answer = await confirm(await tokenOf(phone));
      expect(answer).toMatchObject(count < 4 ? { state: 'CONFIRMED' } : { code: 'GUARDIAN_PHONE_MANY' });
    }
    booted.setNow(NOW);
    for (const id of children) {
      expect(await listed(`volunteerId=${id}`)).toEqual([
        expect.objectContaining({ otherChildren: 4, flags: ['PHONE_OF_SEVERAL'] }),
      ]);
    }
  });

  it('a link without the name of the child opens nothing: five wrong names end it', async () => {
    const phone = nextPhone();
    const { body } = await register(phone);
    const token = await tokenOf(phone);
    for (const [place, triesLeft] of [4, 3, 2, 1].entries()) {
      expect(await confirm(token, `张小${String(place)}`)).toMatchObject({
        ...{ code: 'GUARDIAN_CHILD_WRONG', field: 'childName', details: { triesLeft } },
      });
    }
    expect(await confirm(token, '张小红')).toMatchObject({ code: 'GUARDIAN_LINK_BLOCKED' });
    expect(await confirm(token)).toMatchObject({ code: 'GUARDIAN_LINK_BLOCKED' });
    expect(await listed(`volunteerId=${String(body['id'])}`)).toEqual([expect.objectContaining({ status: 'BLOCKED' })]);
  });

  it('wrong names at once cost a try each', async () => {
    const phone = nextPhone();
    await register(phone);
    const token = await tokenOf(phone);
    const answers = await Promise.all(Array.from({ length: 8 }, (_, at) => confirm(token, `王${String(at)}`)));
    expect(answers.filter(({ code }) => code === 'GUARDIAN_CHILD_WRONG')).toHaveLength(4);
    expect(await confirm(token)).toMatchObject({ code: 'GUARDIAN_LINK_BLOCKED' });
  });

  it('nobody learns from the text who is registered already', async () => {
    const idNumber = idNumberOf((sequence += 1), '2014-03-04');
    const [first, second] = [nextPhone(), nextPhone()];
    const fresh = await register(first, { idNumber });
    const again = await register(second, { idNumber });
    expect([again.status, Object.keys(again.body)]).toEqual([fresh.status, Object.keys(fresh.body)]);
    const [real, nobody] = [await tokenOf(first), await tokenOf(second)];
    const shape = async (token: string) => {
      const { askedAt, expiresAt, ...view } = await post('views', { token });
      return [typeof askedAt, typeof expiresAt, view];
    };
    expect(await shape(nobody)).toEqual(await shape(real));
    expect(Object.keys(await confirm(nobody))).toEqual(Object.keys(await confirm(real)));
    await api.post('guardian-links/codes', { body: { token: nobody } });
    const code = await texts.code(second, '查看孩子报名');
    expect(await post('signups', { token: nobody, code })).toEqual({ items: [] });
    expect(Object.keys(await post('withdrawals', { token: nobody, childName: '张小明' }))).toEqual([
      'state',
      'answeredAt',
    ]);
    const consents = await booted
      .get(UnitOfWork)
      .read(`select recorded_by from consent where volunteer_id = $1 and purpose = 'GUARDIAN'`, [fresh.body['id']]);
    expect(consents).toHaveLength(1);
    // The community sees the child once.
    expect((await listed('limit=200')).filter(({ id }) => id === again.body['id'])).toEqual([]);
  });

  it('one phone gets three texts a day, whoever asks', async () => {
    const phone = nextPhone();
    for (let count = 0; count < 3; count += 1) expect((await register(phone)).status).toBe(201);
    expect((await register(phone)).body).toMatchObject({ code: 'GUARDIAN_TEXTS_MANY' });
  });

  it('a code for signing in, or none, shows no sign-ups; a link of before the answer shows none either', async () => {
    const phone = nextPhone();
    await register(phone);
    const token = await tokenOf(phone);
    expect(await post('signups', { token, code: '123456' })).toMatchObject({ code: 'GUARDIAN_LINK_INVALID' });
    expect(await post('codes', { token })).toMatchObject({ code: 'GUARDIAN_LINK_INVALID' });
    await confirm(token);
    expect(await post('signups', { token, code: '123456' })).toMatchObject({ code: 'PHONE_CODE_WRONG' });
    expect(await post('views', { token: 'x'.repeat(43) })).toMatchObject({ code: 'GUARDIAN_LINK_INVALID' });
  });

  it('neither the public form nor staff write down a consent that came by text', async () => {
    const { id } = await people.registration(tree.unit.id, { idNumber: idNumberOf((sequence += 1), '2014-03-04') });
    const body = { purpose: 'GUARDIAN', textVersion: '2026-1', channel: 'SMS' };
    expect((await api.post(`volunteers/${id}/consents`, { token: clerk.token, body })).status).toBe(400);
  });

  it('the database role writes no such consent without an answer, and rewrites no request', async () => {
    const phone = nextPhone();
    const { body } = await register(phone);
    await tokenOf(phone);
    const id = String(body['id']);
    const run = (sql: string) => booted.get(UnitOfWork).run((tx) => tx.query(sql, [id]));
    const consent = `insert into consent (id, volunteer_id, purpose, text_version, channel, granted_at, recorded_by)
      values (gen_random_uuid(), $1, 'GUARDIAN', '2026-1', 'SMS', now(), 'guardian:x')`;
    await expect(run(consent)).rejects.toThrow('no guardian has answered');
    await expect(run(`update guardian_request set phone_index = '\\x00' where volunteer_id = $1`)).rejects.toThrow(
      'not rewritten',
    );
    await run(`update guardian_request set status = 'DENIED', details_cipher = null where volunteer_id = $1`);
    await expect(
      run(`update guardian_request set status = 'CONFIRMED', details_cipher = '\\x00' where volunteer_id = $1`),
    ).rejects.toThrow('not rewritten');
  });
});
