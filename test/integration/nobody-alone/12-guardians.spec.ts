import { EndGuardianRequests } from '../../../src/people/volunteers/guardians/application/end-guardian-requests';
import { guardianChecks } from '../../../src/people/volunteers/guardians/persistence/guardian-checks';
import type { Finding } from '../../../src/kernel/finding';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { ChangePhone, PersonalFields } from '../../../src/people/volunteers/person';
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
  async function register(guardianPhone: string, given: { idNumber?: string; phone?: string; born?: string } = {}) {
    const idNumber = given.idNumber ?? idNumberOf((sequence += 1), given.born ?? '2014-03-04');
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
  const approve = async (id: unknown, given: object = {}) => {
    const body = { decision: 'APPROVE', ...given };
    return (await api.post(`volunteers/${String(id)}/reviews`, { token: clerk.token, version: 1, body })).body;
  };
  const codeFor = async (phone: string, token: string): Promise<string> => {
    const sent = texts.to(phone).length;
    expect((await api.post('guardian-links/codes', { body: { token } })).status).toBe(204);
    await eventually('the code arrives', () => texts.to(phone).length > sent);
    return texts.code(phone, '查看孩子报名');
  };
  const confirm = (token: string, childName = '张小明') => post('confirmations', { token, childName });
  const listed = async (query: string) =>
    (await api.get(`guardian-requests?${query}`, clerk.token)).body['items'] as Record<string, unknown>[];

  it('a child who names the own phone is refused, however it is written', async () => {
    const phone = nextPhone();
    const spaced = `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`;
    expect((await register(`+86 ${spaced}`, { phone })).body).toMatchObject({ code: 'GUARDIAN_PHONE_OWN' });
  });

  it('a child whose only phone is the guardian’s: the yes is not enough, until staff have made sure and say how', async () => {
    const phone = nextPhone();
    const { id } = (await register(phone)).body;
    expect(await confirm(await tokenOf(phone))).toMatchObject({ state: 'CONFIRMED' });
    const seen = { guardianState: 'CONFIRMED', guardianFlags: ['CHILD_WITHOUT_PHONE'] };
    expect((await api.get(`volunteers/${String(id)}`, clerk.token)).body).toMatchObject(seen);
    const list = (await api.get('volunteers?status=PENDING&limit=200', clerk.token)).body['items'] as { id: unknown }[];
    expect(list.find((row) => row.id === id)).toMatchObject(seen);
    const flagged = { code: 'GUARDIAN_FLAGGED', details: { flags: ['CHILD_WITHOUT_PHONE'] } };
    const acknowledged = { acknowledgedFlags: ['CHILD_WITHOUT_PHONE'] };
    expect(await approve(id)).toMatchObject({ ...flagged, field: 'acknowledgedFlags' });
    expect(await approve(id, { acknowledgedFlags: ['PHONE_OF_SEVERAL'], reason: '问过' })).toMatchObject(flagged);
    expect(await approve(id, acknowledged)).toMatchObject({ ...flagged, field: 'reason' });
    const batch = { token: clerk.token, body: { volunteerIds: [id], decision: 'APPROVE' } };
    expect((await api.post('volunteer-reviews', batch)).body['items']).toEqual([
      expect.objectContaining({ status: 'REFUSED', code: 'GUARDIAN_FLAGGED' }),
    ]);
    expect(await approve(id, { ...acknowledged, reason: '母亲带户口簿来过' })).toMatchObject({ status: 'ACTIVE' });
    const lines = await booted
      .get(UnitOfWork)
      .read(`select details, reason from audit_log where subject_id = $1 and action = 'volunteers.approve'`, [id]);
    expect(lines).toEqual([{ details: { acknowledgedFlags: 'CHILD_WITHOUT_PHONE' }, reason: '母亲带户口簿来过' }]);
  });

  it('the same where staff asked, and where the child goes by the guardian’s number later', async () => {
    const [first, phone] = [nextPhone(), nextPhone()];
    const { id } = (await register(first)).body;
    const body = { name: '慕容清和', relation: '母亲', phone };
    await api.post(`volunteers/${String(id)}/guardian-requests`, { token: clerk.token, body });
    expect(await confirm(await tokenOf(phone))).toMatchObject({ state: 'CONFIRMED' });
    expect(await approve(id)).toMatchObject({ details: { flags: ['CHILD_WITHOUT_PHONE'] } });
    const fields = booted.get(PersonalFields);
    await booted.get(UnitOfWork).run(async (tx) => {
      const sealed = (await fields.sealer(tx, String(id))).sealPhone(phone);
      await booted.get(ChangePhone).execute(tx, String(id), sealed, NOW);
    });
    const { body: shown } = await api.get(`volunteers/${String(id)}`, clerk.token);
    expect(shown['guardianFlags']).toEqual(['PHONE_OF_MINOR']);
  });

  it('a child who names the phone of a friend: staff see that it is a minor’s, before they approve', async () => {
    const friend = nextPhone();
    await people.registration(tree.unit.id, { idNumber: idNumberOf((sequence += 1), '2012-05-06'), phone: friend });
    const { body } = await register(friend);
    expect(await listed(`volunteerId=${String(body['id'])}`)).toEqual([
      expect.objectContaining({ flags: ['CHILD_WITHOUT_PHONE', 'PHONE_OF_MINOR'] }),
    ]);
    await confirm(await tokenOf(friend));
    expect(await approve(body['id'])).toMatchObject({ code: 'GUARDIAN_FLAGGED' });
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
        expect.objectContaining({ otherChildren: 4, flags: ['CHILD_WITHOUT_PHONE', 'PHONE_OF_SEVERAL'] }),
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
    expect(await post('signups', { token: nobody, code: await codeFor(second, nobody) })).toEqual({ items: [] });
    const proof = { token: nobody, code: await codeFor(second, nobody) };
    expect(Object.keys(await post('withdrawals', proof))).toEqual(['state', 'answeredAt']);
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

  it('and at once no more than that', async () => {
    const phone = nextPhone();
    const answers = await Promise.all(Array.from({ length: 6 }, () => register(phone)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
  });

  it('whoever holds the link takes nothing from the guardian: wrong names and codes later, withdrawing still works', async () => {
    const phone = nextPhone();
    await register(phone);
    const token = await tokenOf(phone);
    await confirm(token);
    for (let count = 0; count < 6; count += 1) {
      expect(await confirm(token, '张小红')).toMatchObject({ code: 'GUARDIAN_ANSWERED' });
      expect(await post('withdrawals', { token, code: '000000' })).toMatchObject({ code: 'PHONE_CODE_WRONG' });
    }
    expect(await post('withdrawals', { token, code: await codeFor(phone, token) })).toMatchObject({
      state: 'WITHDRAWN',
    });
  });

  it('the link shows no grown-up: it ends with the year of the 18th birthday, and who agreed is forgotten', async () => {
    const phone = nextPhone();
    const { id } = (await register(phone, { born: '2008-12-31' })).body;
    const token = await tokenOf(phone);
    await confirm(token);
    const code = await codeFor(phone, token);
    booted.setNow(new Date('2026-12-31T16:00:00Z'));
    for (const [path, body] of Object.entries({
      ...{ views: { token }, codes: { token }, signups: { token, code }, withdrawals: { token, code } },
    })) {
      expect([path, await post(path, body)]).toEqual([path, expect.objectContaining({ code: 'GUARDIAN_CHILD_GROWN' })]);
    }
    await booted.get(EndGuardianRequests).execute();
    booted.setNow(NOW);
    const row = `select g.status, g.details_cipher, c.withdrawn_at from guardian_request g
      join consent c on c.id = g.consent_id where g.volunteer_id = $1`;
    expect(await booted.get(UnitOfWork).read(row, [id])).toEqual([
      { status: 'ENDED', details_cipher: null, withdrawn_at: null },
    ]);
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

  it('it begins no request with its answer, confirms none that was never sent, and lengthens no answered one', async () => {
    const phone = nextPhone();
    const { body } = await register(phone);
    await tokenOf(phone);
    const run = (sql: string) => booted.get(UnitOfWork).run((tx) => tx.query(sql, [body['id']]));
    const columns = 'division_id, details_cipher, phone_index, text_version, asked_by, asked_at, expires_at';
    const insert = (more: string, values: string) => `insert into guardian_request
      (id, volunteer_id, subject_id, ${columns}, tries_left, status${more})
      select gen_random_uuid(), null, gen_random_uuid(), ${columns}, 5, ${values} from guardian_request where volunteer_id = $1`;
    await expect(run(insert('', `'CONFIRMED'`))).rejects.toThrow('begins unanswered');
    await expect(run(insert(', sent_at', `'WAITING', now()`))).rejects.toThrow('begins unanswered');
    await run(insert('', `'WAITING'`));
    const where = 'where phone_index = (select phone_index from guardian_request where volunteer_id = $1)';
    await expect(
      run(`update guardian_request set status = 'CONFIRMED', answered_at = now() ${where} and volunteer_id is null`),
    ).rejects.toThrow('not rewritten');
    await run(
      `update guardian_request set status = 'DENIED', answered_at = now(), details_cipher = null where volunteer_id = $1`,
    );
    for (const change of ['answered_at = null', `expires_at = 'infinity'`, `token_hash = '\\x00'`, 'tries_left = 0']) {
      await expect(run(`update guardian_request set ${change} where volunteer_id = $1`)).rejects.toThrow(
        'not rewritten',
      );
    }
  });

  it('an answer that it makes up is found by the next audit: nobody has given it', async () => {
    const [real, made] = [nextPhone(), nextPhone()];
    await register(real);
    await confirm(await tokenOf(real));
    const { id } = (await register(made)).body;
    await tokenOf(made);
    const work = booted.get(UnitOfWork);
    const found = async (): Promise<readonly string[]> => {
      const findings: Finding[] = [];
      await work.run(async (tx) => {
        for (const check of guardianChecks) await check.run(tx, (finding) => findings.push(finding), 10);
      });
      return findings.map(({ table, key }) => `${table} ${String(key)}`);
    };
    expect(await found()).toEqual([]);
    const [row] = await work.run((tx) =>
      tx.query<{ id: string }>(
        `with asked as (
           update guardian_request set status = 'CONFIRMED', answered_at = $2, consent_id = gen_random_uuid()
           where volunteer_id = $1 returning id, consent_id, text_version)
         insert into consent (id, volunteer_id, purpose, text_version, channel, granted_at, recorded_by)
         select consent_id, $1, 'GUARDIAN', text_version, 'SMS', $2, 'guardian:' || id from asked returning id`,
        [id, NOW],
      ),
    );
    expect(await found()).toEqual([`consent ${row?.id ?? ''}`]);
  });
});
