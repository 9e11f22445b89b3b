import { EndGuardianRequests } from '../../../src/people/volunteers/guardians/application/end-guardian-requests';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { PeopleApi } from '../../builders/people.api';
import { idNumberOf, type SignedIn } from '../../builders/people.builder';
import { at, ServiceBuilder } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { eventually } from '../../support/eventually';
import { TextMessages } from '../../support/text-messages';

const NOW = new Date(at('2026-11-24 10:00'));
const DAY_MS = 86_400_000;
const UNKNOWN = '01900000-0000-7000-8000-000000000000';

interface Child {
  readonly id: string;
  readonly name: string;
  readonly idNumber: string;
  readonly phone: string | undefined;
  readonly guardianPhone: string;
}

/** A guardian consents on the own phone, by a link that comes as a text message. */
describe('a guardian who is asked by text', () => {
  let booted: BootedApp;
  let texts: TextMessages;
  let api: PeopleApi;
  let street: ServiceBuilder;
  let clerk: SignedIn;
  let sequence = 0;

  beforeAll(async () => {
    texts = await TextMessages.start();
    booted = await bootApp({ env: { ...texts.env, RATE_LIMITS: 'off', NODE_ENV: 'test' } });
    api = new PeopleApi(booted);
    street = await ServiceBuilder.on(booted);
    booted.setNow(NOW);
    clerk = await street.people.staff('COMMUNITY_WORKER', street.tree.community.id);
  });

  beforeEach(() => booted.setNow(NOW));
  afterAll(async () => {
    await booted.close();
    texts.stop();
  });

  const nextPhone = (): string => `1370000${String((sequence += 1)).padStart(4, '0')}`;
  const bodyOf = (child: Omit<Child, 'id'>, guardian: object = {}) => ({
    ...{ divisionId: street.tree.unit.id, name: child.name, idNumber: child.idNumber },
    ...(child.phone !== undefined && { phone: child.phone }),
    consents: [{ purpose: 'REGISTRATION', textVersion: '2026-1', channel: 'SELF' }],
    guardian: { name: '慕容清和', relation: '母亲', phone: child.guardianPhone, ...guardian },
  });
  const somebody = (given: Partial<Child> = {}): Omit<Child, 'id'> => ({
    name: '张小明',
    idNumber: idNumberOf((sequence += 1), '2014-03-04'),
    phone: undefined,
    guardianPhone: nextPhone(),
    ...given,
  });
  async function register(given: Partial<Child> = {}): Promise<Child> {
    const child = somebody(given);
    const { status, body } = await api.post('volunteer-registrations', { body: bodyOf(child) });
    expect(status).toBe(201);
    return { ...child, id: String(body['id']) };
  }
  const tokenIn = (text: string): string => /guardian#([\w-]{43})/.exec(text)?.[1] ?? '';
  const linkOf = async ({ guardianPhone }: Pick<Child, 'guardianPhone'>): Promise<string> =>
    tokenIn(await texts.latest(guardianPhone, 'guardian#'));
  const confirm = (token: string, childName: string, key?: string) =>
    api.post('guardian-links/confirmations', { body: { token, childName }, ...(key !== undefined && { key }) });
  const approve = (id: string) =>
    api.post(`volunteers/${id}/reviews`, { token: clerk.token, version: 1, body: { decision: 'APPROVE' } });
  const rows = async (sql: string, id: string) => booted.get(UnitOfWork).read(sql, [id]);
  const listed = async (query: string, token = clerk.token) =>
    (await api.get(`guardian-requests?${query}`, token)).body['items'] as Record<string, unknown>[];

  it('reads whom and what for, writes the name and agrees; then the community approves and the child may sign up', async () => {
    const child = await register({ phone: nextPhone() });
    const text = await texts.latest(child.guardianPhone, 'guardian#');
    expect(text).toContain('张*');
    expect(text).not.toContain('小明');
    const token = tokenIn(text);
    const seen = await api.post('guardian-links/views', { body: { token } });
    expect(seen.body).toMatchObject({ state: 'WAITING', maskedChild: '张*', relation: '母亲', place: '御景社区' });
    expect((await approve(child.id)).body['code']).toBe('GUARDIAN_CONSENT_REQUIRED');
    expect((await confirm(token, ' 张 小明')).body).toMatchObject({ state: 'CONFIRMED' });
    expect(
      await rows(
        'select purpose, channel, text_version, recorded_by from consent where volunteer_id = $1 and purpose = $$GUARDIAN$$',
        child.id,
      ),
    ).toEqual([
      {
        purpose: 'GUARDIAN',
        channel: 'SMS',
        text_version: '2026-1',
        recorded_by: expect.stringMatching(/^guardian:/) as string,
      },
    ]);
    expect(await listed(`volunteerId=${child.id}`)).toEqual([
      expect.objectContaining({
        ...{ status: 'CONFIRMED', guardianMasked: '慕容*', isAskedByChild: true, flags: [], otherChildren: 0 },
        phoneMasked: `${child.guardianPhone.slice(0, 3)}****${child.guardianPhone.slice(7)}`,
      }),
    ]);
    expect((await approve(child.id)).body).toMatchObject({ status: 'ACTIVE' });
    const shift = await street.shift('2026-12-05 09:00', '2026-12-05 11:00', { title: '周六巡河' });
    await street.signUp(shift, child.id);
    booted.setNow(NOW);
    // The sign-ups are shown to whoever holds the phone as well, by a code that works once.
    expect((await api.post('guardian-links/codes', { body: { token } })).status).toBe(204);
    const code = await texts.code(child.guardianPhone, '查看孩子报名');
    const look = () => api.post('guardian-links/signups', { body: { token, code } });
    expect((await look()).body['items']).toEqual([
      expect.objectContaining({ title: '周六巡河', status: 'CONFIRMED', teamName: expect.any(String) as string }),
    ]);
    expect((await look()).body['code']).toBe('PHONE_CODE_WRONG');
    expect(
      await rows(`select 1 from audit_log where subject_id = $1 and action = 'volunteers.guardian-look'`, child.id),
    ).toHaveLength(1);
    // To agree no longer takes the phone as well; what was signed up for is taken back. A repeated answer needs no other code.
    const sent = texts.to(child.guardianPhone).length;
    await api.post('guardian-links/codes', { body: { token } });
    await eventually('the code arrives', () => texts.to(child.guardianPhone).length > sent);
    const proof = { token, code: await texts.code(child.guardianPhone, '收回同意') };
    const withdraw = () => api.post('guardian-links/withdrawals', { body: proof, key: 'guardian-key-0' });
    const gone = await withdraw();
    expect(gone.body).toMatchObject({ state: 'WITHDRAWN' });
    expect((await withdraw()).body).toEqual(gone.body);
    await eventually('the sign-up is taken back', async () => {
      const [row] = await rows('select status, cancel_reason from signup where volunteer_id = $1', child.id);
      return row?.['status'] === 'CANCELLED' && row['cancel_reason'] === '监护人收回了同意';
    });
    expect(await listed(`volunteerId=${child.id}`)).toEqual([
      expect.objectContaining({ status: 'WITHDRAWN', guardianMasked: null, phoneMasked: null }),
    ]);
  });

  it('a repeated answer is the first answer; another one changes nothing', async () => {
    const child = await register();
    const token = await linkOf(child);
    const first = await confirm(token, '张小明', 'guardian-key-1');
    expect((await confirm(token, '张小明', 'guardian-key-1')).body).toEqual(first.body);
    expect((await confirm(token, '张小明')).body['code']).toBe('GUARDIAN_ANSWERED');
    expect((await api.post('guardian-links/denials', { body: { token } })).body['code']).toBe('GUARDIAN_ANSWERED');
  });

  it('two answers at once: one of them counts', async () => {
    const child = await register();
    const token = await linkOf(child);
    const answers = await Promise.all([
      confirm(token, '张小明'),
      api.post('guardian-links/denials', { body: { token } }),
      confirm(token, '张小明'),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('an answer and the desk at once: one consent, whoever is first', async () => {
    const child = await register();
    const token = await linkOf(child);
    const body = { name: '张大山', relation: '父亲', phone: nextPhone(), textVersion: '2026-1', proof: '户口簿原件' };
    const answers = await Promise.all([
      confirm(token, '张小明'),
      api.post(`volunteers/${child.id}/guardians`, { token: clerk.token, body }),
    ]);
    expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
    expect(await rows(`select 1 from consent where volunteer_id = $1 and purpose = 'GUARDIAN'`, child.id)).toHaveLength(
      1,
    );
  });

  it('somebody else’s child: it ends, the phone is forgotten, and the community sees it', async () => {
    const child = await register();
    const token = await linkOf(child);
    expect((await api.post('guardian-links/denials', { body: { token } })).body).toMatchObject({ state: 'DENIED' });
    expect((await confirm(token, '张小明')).body['code']).toBe('GUARDIAN_ANSWERED');
    expect((await listed('status=DENIED')).map(({ volunteerId }) => volunteerId)).toContain(child.id);
    expect((await api.post('guardian-links/views', { body: { token } })).body).toMatchObject({
      state: 'DENIED',
      maskedChild: null,
    });
    expect(await rows('select details_cipher from guardian_request where volunteer_id = $1', child.id)).toEqual([
      { details_cipher: null },
    ]);
    expect((await approve(child.id)).body['code']).toBe('GUARDIAN_CONSENT_REQUIRED');
  });

  it('the clerk asks anew: the link before works no longer', async () => {
    const child = await register();
    const old = await linkOf(child);
    const phone = nextPhone();
    const body = { name: '张大山', relation: '父亲', phone };
    const path = `volunteers/${child.id}/guardian-requests`;
    expect((await api.post(path, { token: clerk.token, body })).status).toBe(201);
    expect((await confirm(old, '张小明')).body['code']).toBe('GUARDIAN_LINK_INVALID');
    const token = tokenIn(await texts.latest(phone, 'guardian#'));
    expect((await confirm(token, '张小明')).status).toBe(200);
    expect(await api.refused(path, { token: clerk.token, body: { ...body, phone: nextPhone() } })).toBe(
      'CONSENT_ALREADY_GRANTED',
    );
    const statuses = (await listed(`volunteerId=${child.id}`)).map(({ status }) => status);
    expect(statuses).toEqual(['REPLACED', 'CONFIRMED']);
  });

  it('a link runs out, and whom it was sent to is forgotten', async () => {
    const child = await register();
    const token = await linkOf(child);
    booted.setNow(new Date(NOW.getTime() + 7 * DAY_MS));
    expect((await api.post('guardian-links/views', { body: { token } })).body).toMatchObject({ state: 'EXPIRED' });
    expect((await confirm(token, '张小明')).body['code']).toBe('GUARDIAN_LINK_INVALID');
    await booted.get(EndGuardianRequests).execute();
    expect(await rows('select status, details_cipher from guardian_request where volunteer_id = $1', child.id)).toEqual(
      [{ status: 'EXPIRED', details_cipher: null }],
    );
  });

  it('is refused in this order', async () => {
    const own = nextPhone();
    const refusal = async (child: Omit<Child, 'id'>, guardian = {}) =>
      (await api.post('volunteer-registrations', { body: bodyOf(child, guardian) })).body;
    expect(await refusal(somebody(), { phone: '1' })).toMatchObject({ code: 'PHONE_INVALID', field: 'guardian.phone' });
    const adult = somebody({ idNumber: idNumberOf(990, '1980-01-02') });
    expect(await refusal(adult)).toMatchObject({ code: 'GUARDIAN_NEEDLESS' });
    expect(await refusal(somebody({ phone: own, guardianPhone: own }))).toMatchObject({
      code: 'GUARDIAN_PHONE_OWN',
      field: 'guardian.phone',
    });
    const alone = { ...bodyOf(somebody()), guardian: undefined };
    expect((await api.post('volunteer-registrations', { body: alone })).body).toMatchObject({
      code: 'PHONE_INVALID',
      field: 'phone',
    });
    const child = await register({ phone: nextPhone() });
    const path = (id: string) => `volunteers/${id}/guardian-requests`;
    const call = (token: string, phone: string) => ({ token, body: { name: '张大山', relation: '父亲', phone } });
    const outsider = await street.people.staff('COMMUNITY_WORKER', street.tree.otherCommunity.id);
    const auditor = await street.people.staff('AUDITOR', street.tree.street.id);
    expect(await api.refused(path(UNKNOWN), call(clerk.token, '1'))).toBe('VOLUNTEER_UNKNOWN');
    expect(await api.refused(path(child.id), call(auditor.token, '1'))).toBe('PERMISSION_MISSING');
    expect(await api.refused(path(child.id), call(outsider.token, '1'))).toBe('VOLUNTEER_UNKNOWN');
    expect(await api.refused(path(child.id), call(clerk.token, '1'))).toBe('PHONE_INVALID');
    expect(await api.refused(path(child.id), call(clerk.token, child.phone ?? ''))).toBe('GUARDIAN_PHONE_OWN');
    expect(await listed(`volunteerId=${child.id}`, outsider.token)).toEqual([]);
    expect(await listed(`volunteerId=${child.id}`, auditor.token)).toHaveLength(1);
  });

  it('the list is paged', async () => {
    const first = await api.get('guardian-requests?limit=2', clerk.token);
    const second = await api.get(`guardian-requests?limit=2&after=${String(first.body['next'])}`, clerk.token);
    const ids = [...(first.body['items'] as { id: string }[]), ...(second.body['items'] as { id: string }[])];
    expect(new Set(ids.map(({ id }) => id)).size).toBe(4);
  });

  it('a consent at the desk ends the link: the guardian is told, and whom it was sent to is forgotten', async () => {
    const child = await register();
    const token = await linkOf(child);
    const body = { name: '张大山', relation: '父亲', phone: nextPhone(), textVersion: '2026-1', proof: '户口簿原件' };
    expect((await api.post(`volunteers/${child.id}/guardians`, { token: clerk.token, body })).status).toBe(201);
    expect(await rows('select status, details_cipher from guardian_request where volunteer_id = $1', child.id)).toEqual(
      [{ status: 'REPLACED', details_cipher: null }],
    );
    expect((await confirm(token, '张小明')).body['code']).toBe('GUARDIAN_SETTLED');
    expect((await api.post('guardian-links/denials', { body: { token } })).body['code']).toBe('GUARDIAN_SETTLED');
    expect((await approve(child.id)).body).toMatchObject({ status: 'ACTIVE' });
  });

  it('where the guardian said no, the family is called: asked anew or settled at the desk, it is off the list', async () => {
    const [asked, settled] = [await register(), await register()];
    for (const child of [asked, settled]) {
      await api.post('guardian-links/denials', { body: { token: await linkOf(child) } });
    }
    const unsettled = async () =>
      (await listed('isUnsettled=true&limit=200')).map(({ volunteerId }) => volunteerId as string);
    expect(await unsettled()).toEqual(expect.arrayContaining([asked.id, settled.id]));
    const body = { name: '张大山', relation: '父亲', phone: nextPhone() };
    await api.post(`volunteers/${asked.id}/guardian-requests`, { token: clerk.token, body });
    const consent = { purpose: 'GUARDIAN', textVersion: '2026-1', channel: 'PAPER' };
    await api.post(`volunteers/${settled.id}/consents`, { token: clerk.token, body: consent });
    const left = await unsettled();
    expect([left.includes(asked.id), left.includes(settled.id)]).toEqual([false, false]);
  });

  it('closing the account leaves nothing of the guardian', async () => {
    const child = await register();
    await confirm(await linkOf(child), '张小明');
    const admin = await street.people.staff('STREET_ADMIN', street.tree.street.id);
    const closing = await api.post(`volunteers/${child.id}/closings`, {
      token: clerk.token,
      body: { reason: 'OWN_WISH' },
    });
    const decision = { token: admin.token, body: { decision: 'APPROVE' } };
    expect((await api.post(`closings/${String(closing.body['id'])}/decisions`, decision)).status).toBeLessThan(300);
    for (const table of ['guardian_request', 'guardian']) {
      expect(await rows(`select 1 from ${table} where volunteer_id = $1`, child.id)).toEqual([]);
    }
  });
});

/** Where nobody delivers text messages there is the desk. */
describe('a guardian where there are no text messages', () => {
  it('is not asked; the refusal says what to do', async () => {
    const booted = await bootApp({ role: 'api' });
    booted.setNow(NOW);
    const api = new PeopleApi(booted);
    const street = await ServiceBuilder.on(booted);
    const guardian = { name: '慕容清和', relation: '母亲', phone: '13700009999' };
    const consents = [{ purpose: 'REGISTRATION', textVersion: '2026-1', channel: 'SELF' }];
    const body = {
      divisionId: street.tree.unit.id,
      name: '张小明',
      idNumber: idNumberOf(995, '2014-03-04'),
      consents,
      guardian,
    };
    expect((await api.post('volunteer-registrations', { body })).body).toMatchObject({ code: 'GUARDIAN_SMS_NONE' });
    await booted.close();
  });
});
