import { createHash } from 'node:crypto';
import { ReviewVolunteer } from '../../../src/people/volunteers';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { RoleGrants } from '../../../src/platform/security/accounts/role-grants';
import { PeopleApi } from '../../builders/people.api';
import { idNumberOf, PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { RecordBuilder } from '../../builders/record.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

const UNKNOWN = '01900000-0000-7000-8000-000000000000';
const PNG = Buffer.from('89504e470d0a1a0a0000', 'hex');
const look = { reason: '核对更正申请' };

describe('correcting who somebody is', () => {
  let booted: BootedApp;
  let api: PeopleApi;
  let people: PeopleBuilder;
  let tree: StreetTree;
  let clerk: SignedIn;
  let admin: SignedIn;
  let person: SignedIn & { readonly volunteerId: string };
  let sequence = 700;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    booted.setNow(new Date('2026-11-24T02:00:00Z'));
    api = new PeopleApi(booted);
    people = new PeopleBuilder(booted);
    tree = await people.street();
    clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
    admin = await people.staff('STREET_ADMIN', tree.street.id);
  });
  afterAll(async () => booted.close());
  beforeEach(async () => {
    person = await people.signedInVolunteer(tree.unit.id);
  });

  const freshIdNumber = (birthDate?: string) => idNumberOf((sequence += 1), birthDate);
  const ask = (body: object, token = person.token) =>
    api.post('me/identity-corrections', { token, body: { reason: '登记时写错', ...body } });
  const asked = async (body: object) => String((await ask(body)).body['id']);
  const decide = (id: string, body: object, token = clerk.token) =>
    api.post(`identity-corrections/${id}/decisions`, { token, body });
  const approve = (id: string, token = clerk.token) => decide(id, { decision: 'APPROVE' }, token);

  async function row(id = person.volunteerId): Promise<Record<string, unknown>> {
    const [found] = await booted.get(UnitOfWork).read(
      `select name, name_initials as initials, birth_date::text as "birthDate", gender, version,
         encode(id_number_index, 'hex') as index from volunteer where id = $1`,
      [id],
    );
    return found ?? {};
  }

  async function prove(id: string, bytes: Buffer, token = person.token): Promise<Record<string, unknown>> {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(bytes)]), 'photo.png');
    const key = createHash('sha256').update(id).update(bytes).update(token).digest('hex');
    const headers = { authorization: `Bearer ${token}`, 'idempotency-key': key };
    const init = { method: 'POST', headers, body: form };
    const response = await fetch(`${booted.url}/api/v1/me/identity-corrections/${id}/proof`, init);
    return (await response.json()) as Record<string, unknown>;
  }

  it('is asked for by the person, seen masked, revealed with an audit line, and decided by somebody else', async () => {
    const before = await row();
    const idNumber = freshIdNumber('1975-02-08');
    const id = await asked({ name: '王桂蓝', idNumber });
    expect(await row()).toEqual(before);
    expect((await prove(id, PNG))['status']).toBe('OPEN');
    const listed = await api.get('identity-corrections?status=OPEN', clerk.token);
    expect(listed.body['items']).toEqual([
      expect.objectContaining({
        ...{ id, volunteerId: person.volunteerId, nameAfter: '王桂蓝', hasProof: true, reason: '登记时写错' },
        ...{ idNumberAfter: '1*****************', mergeWith: null },
      }),
    ]);
    expect(JSON.stringify(listed.body)).not.toContain(idNumber);
    const revealed = await api.post(`identity-corrections/${id}/views`, { token: admin.token, body: look });
    expect(revealed.body).toMatchObject({ before: { name: before['name'] }, after: { name: '王桂蓝', idNumber } });
    const looks = await booted
      .get(UnitOfWork)
      .read<{ reason: string }>(
        `select reason from audit_log where action = 'volunteers.reveal-correction' and subject_id = $1`,
        [person.volunteerId],
      );
    expect(looks).toEqual([{ reason: look.reason }]);
    const proof = await fetch(`${booted.url}/api/v1/identity-corrections/${id}/proof-views`, {
      method: 'POST',
      headers: { authorization: `Bearer ${admin.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(look),
    });
    expect(proof.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await proof.arrayBuffer())).toEqual(PNG);

    expect((await approve(id)).body).toEqual({ id, status: 'APPROVED' });
    expect(await row()).toMatchObject({ name: '王桂蓝', initials: 'wgl', birthDate: '1975-02-08' });
    expect((await row())['index']).not.toBe(before['index']);
    expect(Number((await row())['version'])).toBe(Number(before['version']) + 1);
    const own = await api.get('me/identity-corrections', person.token);
    expect(own.body['items']).toEqual([
      expect.objectContaining({ id, status: 'APPROVED', nameBefore: before['name'], nameAfter: '王桂蓝' }),
    ]);
  });

  it('is rejected with a reason that the person reads, and nothing has changed', async () => {
    const before = await row();
    const id = await asked({ name: '王桂蓝' });
    expect((await decide(id, { decision: 'REJECT', reason: '请带户口本来社区' })).body['status']).toBe('REJECTED');
    expect(await row()).toEqual(before);
    const own = await api.get('me/identity-corrections', person.token);
    expect(own.body['items']).toEqual([expect.objectContaining({ status: 'REJECTED', answer: '请带户口本来社区' })]);
    expect((await ask({ name: '王桂蓝' })).status).toBe(201);
  });

  it('points to a merge where another registration has the number', async () => {
    const idNumber = freshIdNumber();
    const other = await people.volunteer(tree.unit.id, { idNumber });
    const id = await asked({ idNumber });
    const listed = await api.get('identity-corrections?status=OPEN', clerk.token);
    expect(listed.body['items']).toContainEqual(expect.objectContaining({ id, mergeWith: other.id }));
    const refused = await approve(id);
    expect(refused).toMatchObject({ status: 409, body: { code: 'CORRECTION_ID_TAKEN' } });
    expect(JSON.stringify(refused.body)).toContain(other.id);
  });

  it('gives one number to one of two people who ask for it at the same time', async () => {
    const idNumber = freshIdNumber();
    const second = await people.signedInVolunteer(tree.unit.id);
    const ids = [await asked({ idNumber }), String((await ask({ idNumber }, second.token)).body['id'])];
    const answers = await Promise.all(ids.map((id) => approve(id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('leaves issued certificates as they are', async () => {
    const teamId = (await people.team(tree.community.id)).id;
    const facts = { volunteerId: person.volunteerId, teamId, divisionId: tree.community.id };
    await new RecordBuilder(booted).confirmed({ ...facts, servedOn: '2026-03-02', minutes: 120 });
    const period = { periodFrom: '2026-01-01', periodTo: '2026-10-31', idNumberDisplay: 'LAST_FOUR' };
    const applied = await api.post('me/certificates', { token: person.token, body: period });
    const path = `certificates/${String(applied.body['id'])}`;
    const issuer = { personInCharge: '王主任', contact: '0431-80000000' };
    expect((await api.post(`${path}/issue`, { token: admin.token, body: issuer })).status).toBe(200);
    const printed = async () => {
      const headers = { authorization: `Bearer ${person.token}` };
      return Buffer.from(await (await fetch(`${booted.url}/api/v1/${path}/document`, { headers })).arrayBuffer());
    };
    const before = await printed();
    await approve(await asked({ name: '王桂蓝' }));
    expect((await printed()).equals(before)).toBe(true);
  });

  it('is forgotten with the person', async () => {
    await asked({ name: '王桂蓝', idNumber: freshIdNumber() });
    const status = { decision: 'CLOSE', password: 'correct-horse-9' };
    const version = Number((await row())['version']);
    expect((await api.post('me/volunteer/status-changes', { token: person.token, body: status, version })).status).toBe(
      200,
    );
    const sql = 'select count(*)::int as count from identity_correction where volunteer_id = $1';
    expect(await booted.get(UnitOfWork).read(sql, [person.volunteerId])).toEqual([{ count: 0 }]);
  });

  const suspend = (id: string) =>
    booted.get(ReviewVolunteer).execute(people.context(), {
      ...{ volunteerId: id, expectedVersion: 2, decision: 'SUSPEND', reason: '本人申请' },
    });

  it('waits for a guardian where the new birth date makes a child of somebody active', async () => {
    const id = await asked({ idNumber: freshIdNumber('2016-05-01') });
    expect((await approve(id)).body['code']).toBe('GUARDIAN_CONSENT_REQUIRED');
    await suspend(person.volunteerId);
    expect((await approve(id)).status).toBe(200);
  });

  it.each<[string, () => Promise<unknown>]>([
    [
      'PERMISSION_MISSING',
      () => api.refused('me/identity-corrections', { token: clerk.token, body: { reason: '写错' } }),
    ],
    ['CORRECTION_NOTHING', () => refusedAsk({})],
    ['CORRECTION_NOTHING', async () => refusedAsk({ name: String((await row())['name']) })],
    ['ID_NUMBER_CHECK_DIGIT', () => refusedAsk({ idNumber: '110105194912310021' })],
    ['ID_NUMBER_LENGTH', () => refusedAsk({ idNumber: '1101051949' })],
    [
      'CORRECTION_OPEN',
      async () => {
        await asked({ name: '王桂蓝' });
        return refusedAsk({ name: '王桂篮' });
      },
    ],
    ['CORRECTION_UNKNOWN', () => refusedDecision(UNKNOWN, { decision: 'APPROVE' })],
    [
      'CORRECTION_UNKNOWN',
      async () => {
        const foreign = await people.staff('COMMUNITY_WORKER', tree.otherCommunity.id);
        return refusedDecision(await asked({ name: '王桂蓝' }), { decision: 'APPROVE' }, foreign.token);
      },
    ],
    [
      'CORRECTION_REASON_REQUIRED',
      async () => refusedDecision(await asked({ name: '王桂蓝' }), { decision: 'REJECT' }),
    ],
    [
      'CORRECTION_DECIDED',
      async () => {
        const id = await asked({ name: '王桂蓝' });
        await approve(id);
        return refusedDecision(id, { decision: 'APPROVE' });
      },
    ],
    ['CORRECTION_UNKNOWN', async () => (await prove(await asked({ name: '王桂蓝' }), PNG, await otherToken()))['code']],
    [
      'CORRECTION_PROOF_TYPE',
      async () => (await prove(await asked({ name: '王桂蓝' }), Buffer.from('<html>')))['code'],
    ],
    [
      'CORRECTION_PROOF_TOO_LARGE',
      async () => {
        const large = Buffer.concat([PNG, Buffer.alloc(5 * 1_048_576)]);
        return (await prove(await asked({ name: '王桂蓝' }), large))['code'];
      },
    ],
    [
      'CORRECTION_PROOF_MISSING',
      async () => {
        const id = await asked({ name: '王桂蓝' });
        return api.refused(`identity-corrections/${id}/proof-views`, { token: admin.token, body: look });
      },
    ],
  ])('%s: refused, and nothing has changed', async (code, attempt) => {
    expect(await attempt()).toBe(code);
  });

  it('is not decided by the person, who may be staff as well', async () => {
    const id = await asked({ name: '王桂蓝' });
    const [account] = await booted
      .get(UnitOfWork)
      .read<{ id: string }>('select id from user_account where volunteer_id = $1', [person.volunteerId]);
    const grant = { role: 'STREET_ADMIN' as const, divisionId: tree.street.id };
    await booted.get(RoleGrants).grant(people.context(), account?.id ?? '', grant);
    const again = await signInAgain();
    expect(await refusedDecision(id, { decision: 'APPROVE' }, again)).toBe('DECISION_OWN');
  });

  const refusedAsk = (body: object) =>
    api.refused('me/identity-corrections', { token: person.token, body: { reason: '登记时写错', ...body } });
  const refusedDecision = (id: string, body: object, token = clerk.token) =>
    api.refused(`identity-corrections/${id}/decisions`, { token, body });
  const otherToken = async () => (await people.signedInVolunteer(tree.unit.id)).token;
  const signInAgain = async () => {
    const credentials = { username: person.username, password: 'correct-horse-9' };
    return String((await api.post('auth/sign-in', { body: credentials })).body['accessToken']);
  };
});
